"""Takes candidates in from files: lists that another system or a spreadsheet has written, and exports of ours."""
