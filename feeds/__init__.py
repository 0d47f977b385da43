"""The stream: live blogs, tweets and announcements as a chronological day of posts. No terminal in here."""
