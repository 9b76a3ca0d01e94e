"""Warnings to the people of an area (elephants near a village), by the chats that asked for them."""
