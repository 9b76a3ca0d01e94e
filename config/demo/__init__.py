"""The whole house on one machine, for a look: every process of it is a real one."""
