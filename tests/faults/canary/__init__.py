"""The canary: what a source leaves by every channel is planted with a mark, and looked for wherever we keep things."""
