"""The configuration: finds it, checks it, and says what is to be done with each file."""
