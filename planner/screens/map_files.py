"""Leaflet and jQuery from this server, so that no map asks another host for anything."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from maps.assets import asset_files, asset_text
from maps.drawing import DEFAULT_PREFIX

MEDIA_TYPES = {"js": "text/javascript", "css": "text/css"}


def map_files() -> Route:
    """Return the route that serves the files a map page loads."""
    return Route(f"{DEFAULT_PREFIX}{{name}}", _serve, methods=["GET"])


def _serve(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in asset_files():
        raise HTTPException(status_code=404)
    return Response(
        asset_text(name),
        media_type=MEDIA_TYPES[name.rpartition(".")[2]],
        headers={"Cache-Control": "public, max-age=86400"},
    )
