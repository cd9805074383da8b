"""The language server: editors speak to the engine through it."""
