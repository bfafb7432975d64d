"""Measurements of speed, memory and calibration; never part of the tests."""
