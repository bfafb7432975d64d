"""The rooms: one module for each page, with its routes."""

from collections.abc import Callable

from fastapi import APIRouter

from legation.web.office import Office
from legation.web.rooms import (
    account,
    accounts,
    calendar,
    decide,
    document,
    documents,
    dossier,
    dossiers,
    exports,
    feeds,
    intake,
    log,
    matter,
    network,
    review,
    search,
    settings,
    signing,
    today,
)
from legation.web.rooms.help import routes as help_routes

# In the masthead of every page: its path, and what it is called.
NAV = (
    ("/", "Today"),
    ("/dossiers", "Dossiers"),
    ("/documents", "Documents"),
    ("/review", "Review"),
    ("/search", "Search"),
    ("/network", "Network"),
    ("/calendar", "Calendar"),
    ("/take-in", "Take in"),
    ("/log", "Log"),
    ("/help", "Help"),
)
ROOMS: tuple[Callable[[Office], APIRouter], ...] = (
    today.routes,
    dossiers.routes,
    dossier.routes,
    matter.routes,
    documents.routes,
    document.routes,
    review.routes,
    decide.routes,
    search.routes,
    feeds.routes,
    exports.routes,
    network.routes,
    calendar.routes,
    intake.routes,
    log.routes,
    help_routes,
    settings.routes,
)
SHARED: tuple[Callable[[Office], APIRouter], ...] = (signing.routes, account.routes, accounts.routes)
