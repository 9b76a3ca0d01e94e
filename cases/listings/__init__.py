"""Listings: offers of wildlife on the network, from the first sight to the last look after they went."""
