"""Addresses of the network: which are anybody's."""

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.intake.addresses import is_public

_NAT64 = int(IPv6Address("64:ff9b::"))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",  # noqa: S104
        "169.254.169.254", "100.100.100.200", "168.63.129.16", "192.0.0.192", "198.18.0.1", "203.0.113.9",
        "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "192.88.99.1",
        "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::808:808", "2002:7f00:1::1", "2002:808:808::1", "2001::1", "2001:db8::1", "fc00::1",
        "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "100::1", "3fff::1", "5f00::1",
    ],
)  # fmt: skip
def test_what_is_of_this_machine_its_neighbours_or_nobody_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00::1", "64:ff9b::808:808"]
)
def test_what_is_anybodys_is_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4) | st.ip_addresses(v=6))
def test_nothing_is_public_that_the_registries_of_python_keep_apart(address: IPv4Address | IPv6Address) -> None:
    if is_public(str(address)) and int(address) >> 32 != _NAT64 >> 32:
        assert address.is_global
        assert not any((address.is_multicast, address.is_link_local, address.is_loopback, address.is_reserved))


@given(st.ip_addresses(v=4))
def test_an_address_within_another_is_as_public_as_it_is_by_itself_or_less(address: IPv4Address) -> None:
    assert is_public(str(IPv6Address(_NAT64 | int(address)))) == is_public(str(address))
    for carrier in ("::ffff:0:0", "::"):
        assert not is_public(str(IPv6Address(int(IPv6Address(carrier)) | int(address))))
    assert not is_public(str(IPv6Address(int(IPv6Address("2002::")) | int(address) << 80)))
