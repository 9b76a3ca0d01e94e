"""Joint operations: referrals to several agencies that go together."""
