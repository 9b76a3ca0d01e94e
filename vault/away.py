"""What is said of a file store that cannot be reached."""


class StoreAway(OSError):
    """The place of all blobs is not there or lets nobody in, as where a disk is not mounted: no file is gone."""
