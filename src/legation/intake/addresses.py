"""Addresses of the network: which are anybody's, and which are of this machine, its neighbours, or of no host at all.

After IANA's registries of special-purpose addresses (https://www.iana.org/assignments/iana-ipv4-special-registry and
iana-ipv6-special-registry, read in November 2026). `ipaddress.is_global` goes by them too, but by those of the year in
which a Python was released, and it takes an IPv6 address that carries an IPv4 one for public.
"""

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

_NOT_PUBLIC_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by customers of a carrier; metadata of some clouds
        "127.0.0.0/8",  # this machine
        "168.63.129.16/32",  # what Azure tells its machines; in no registry
        "169.254.0.0/16",  # link-local; metadata of most clouds
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # of protocols
        "192.0.2.0/24",  # for examples
        "192.31.196.0/24",  # answers to reverse look-ups of private addresses
        "192.52.193.0/24",  # tunnels for multicast
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # as 192.31.196.0
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # for examples
        "203.0.113.0/24",  # for examples
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and the broadcast
    )
)
_PUBLIC_6 = IPv6Network("2000::/3")  # the only part that is given out so far
_NOT_PUBLIC_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # of protocols: Teredo, ORCHID, benchmarks
        "2001:db8::/32",  # for examples
        "2002::/16",  # 6to4, which carries any IPv4 address
        "3fff::/20",  # for examples
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")  # how a network that has IPv6 alone reaches an IPv4 address (RFC 6052)
_WEB_ADDRESS = re.compile(r"https?://[^\s\x00-\x20\x7f<>\"\\^`{|}]{1,1990}", re.IGNORECASE)


def web_address(told: str | None) -> str | None:
    """Address of the web that a document tells of itself, as it tells it; None for what is no http(s) URL."""
    told = (told or "").strip()
    return told if _WEB_ADDRESS.fullmatch(told) else None


def host_of(url: str | None) -> str | None:
    """Host of an address of the web, in lower case; None for what is none."""
    told = web_address(url)
    try:
        return urlsplit(told).hostname if told else None
    except ValueError:  # brackets that hold no IPv6 address
        return None


def is_public(address: str) -> bool:
    """Whether an address, in digits, is one that anybody on the internet could mean."""
    found = ip_address(address)
    if isinstance(found, IPv6Address) and found in _NAT64:
        found = IPv4Address(int(found) & 0xFFFFFFFF)
    if isinstance(found, IPv4Address):
        return not any(found in network for network in _NOT_PUBLIC_4)
    return found in _PUBLIC_6 and not any(found in network for network in _NOT_PUBLIC_6)
