"""Asking a server for JSON, patiently: the one place in maps that opens a connection by itself."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request

ATTEMPTS = 3
PAUSE_S = 0.2
TOO_MANY_REQUESTS = 429


class NoAnswerError(OSError):
    """A server gave no JSON, asked several times; the text names no part of the question."""


def ask_json(url: str, timeout_s: float) -> tuple[int, object]:
    """Return the HTTP status and the JSON a server answers with; None for a refusal without JSON.

    A server that is busy, restarting or answers with something else is asked again after a pause that
    doubles, three times in all.

    Raises
    ------
    NoAnswerError
        When none of the attempts gave an answer.
    """
    for attempt in range(ATTEMPTS):
        if attempt:
            time.sleep(PAUSE_S * 2 ** (attempt - 1))
        try:
            with urllib.request.urlopen(url, timeout=timeout_s) as answer:  # noqa: S310 - callers check it
                return int(answer.status), json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                if error.code < 500 and error.code != TOO_MANY_REQUESTS:
                    return error.code, _refusal(error)
            problem: Exception = error
        except (OSError, http.client.HTTPException, ValueError) as error:
            problem = error
    raise NoAnswerError(f"no answer after {ATTEMPTS} attempts ({problem})") from problem


def _refusal(error: urllib.error.HTTPError) -> object:
    """Return what a server says of a question it can't answer, which comes with a status from 400."""
    try:
        return json.load(error)
    except ValueError:
        return None
