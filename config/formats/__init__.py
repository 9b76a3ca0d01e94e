"""How the pages write dates: as officers sort them, the same in every language."""
