"""Where a visit begins."""

from http import HTTPStatus

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse, Response

from api.web.navigation import first_page
from api.web.visiting import Visitor, genuine

router = APIRouter(include_in_schema=False, dependencies=[Depends(genuine)])


@router.get("/")
def start(key: Visitor) -> Response:
    """Lead to the first page that the visitor's role permits."""
    return RedirectResponse(first_page(key), HTTPStatus.SEE_OTHER)
