"""From a site without a configuration to its first one: look, choose a schema, write, tell what is next."""
