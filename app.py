"""Wiring: one server for the desk screens and the files they need."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware

from planner.screens.guard import LoopbackOnly, SecurityHeaders
from planner.screens.map_files import map_files
from planner.screens.trouble import tell
from planner.settings import Settings


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Stop before the first page when a setting cannot be read."""
    Settings.from_env()
    yield


app = st.App(
    "planner/screens/main.py",
    routes=[map_files()],
    middleware=[Middleware(LoopbackOnly), Middleware(SecurityHeaders)],
    lifespan=lifespan,
    on_script_error=tell,
)

if __name__ == "__main__":
    app.run(
        config={
            "server.address": "127.0.0.1",  # until there is sign-in
            "server.port": int(os.environ.get("AVONDRONDE_PORT", "8501")),
        }
    )
