"""The rooms: one module for each page, with its routes."""

from collections.abc import Callable

from fastapi import APIRouter

from legation.web.office import Office
from legation.web.rooms import document, documents, dossier, dossiers, matter, today

# In the masthead of every page: its path, and what it is called.
NAV = (
    ("/", "Today"),
    ("/dossiers", "Dossiers"),
    ("/documents", "Documents"),
)
ROOMS: tuple[Callable[[Office], APIRouter], ...] = (
    today.routes,
    dossiers.routes,
    dossier.routes,
    matter.routes,
    documents.routes,
    document.routes,
)
