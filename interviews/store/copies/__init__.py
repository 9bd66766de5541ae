"""Copies of a whole database: backups, what is restored of them, and the way from one kind of database to another."""

from interviews.store.copies.backup import write_backup
from interviews.store.copies.contents import Contents
from interviews.store.copies.restore import Restoration, restoration
from interviews.store.copies.rows import Progress
from interviews.store.copies.transfer import copy_database

__all__ = ["Contents", "Progress", "Restoration", "copy_database", "restoration", "write_backup"]
