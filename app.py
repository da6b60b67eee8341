"""Wiring: one server for the desk screens, the phone sheets and the files they need."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Thread

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware

from planner.phone.routes import sheet_page, sheet_url
from planner.screens import links, opened
from planner.screens.guard import LoopbackOnly, SecurityHeaders
from planner.screens.map_files import map_files
from planner.screens.trouble import tell
from planner.services.planning import get_ready

links.serve_sheets_at(sheet_url)
tiles = opened.tiles()


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Open the record and the streets before the first page, so that a wrong setting shows at the start.

    The route search is compiled meanwhile: the first plan does not wait for it.
    """
    await run_in_threadpool(opened.store)
    await run_in_threadpool(opened.region)
    Thread(target=get_ready, name="get-ready", daemon=True).start()
    yield


app = st.App(
    "planner/screens/main.py",
    routes=[map_files(), sheet_page(opened.store, opened.region, opened.rules)],
    middleware=[
        Middleware(LoopbackOnly),
        Middleware(SecurityHeaders, pictures=tiles.origin if tiles else ""),
    ],
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
