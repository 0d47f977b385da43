"""What the keys of the replay screen do: a module a concern, each a base class of the screen."""
