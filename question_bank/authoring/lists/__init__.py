"""Lists of questions that others have written, read as a start for a bank: Markdown and JSON in, drafts out."""
