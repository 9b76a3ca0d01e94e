"""Products where they meet casework: drafted from a case, looked through by the gate, set on paper, given out."""
