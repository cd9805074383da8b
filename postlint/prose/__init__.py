"""What rules on repeated text share: paragraphs as comparable words, and which of them are alike."""
