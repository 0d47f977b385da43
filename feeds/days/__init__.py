"""The bundled day."""
