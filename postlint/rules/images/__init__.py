"""Images that will not show."""
