"""Set-up shared by all tests."""

from hypothesis import HealthCheck, settings

# A busy machine is no failure: properties are about what is computed, not how fast.
settings.register_profile("legation", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("legation")
