"""What can go wrong in maps.

MapsError (a ValueError)
├── SourceError        a street file can't be read or holds no usable streets
├── PackError          a region pack is damaged, or doesn't fit its source or this version
├── UnreachableError   a route was asked to or from a point that no street reaches
├── RoutingServerError an external routing server didn't answer, or answered with nonsense
└── AddressServerError an external address register didn't answer, or answered with nonsense
"""

from __future__ import annotations


class MapsError(ValueError):
    """Base of every error that maps raises on purpose."""


class SourceError(MapsError):
    """A street file can't be read or holds no usable streets."""


class PackError(MapsError):
    """A region pack is damaged, or doesn't fit its source or this version."""


class UnreachableError(MapsError):
    """A route was asked to or from a point that no street reaches."""


class RoutingServerError(MapsError):
    """An external routing server didn't answer, or answered with nonsense."""


class AddressServerError(MapsError):
    """An external address register didn't answer, or answered with nonsense."""
