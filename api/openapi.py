"""The service's OpenAPI description: FastAPI's, with every problem and an example for every operation."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.errors import MEDIA_TYPE, kinds
from api.schemas.service import ProblemDetails
from models.roles import PERMISSIONS

_ABOUT = """Văn bản chỉ đạo tiếng Việt vào, bản ghi có cấu trúc ra. Mọi đường dẫn bắt đầu bằng `/api/v1/` cần
`Authorization: Bearer KHÓA`. Danh sách trả lời `{"items": […], "next": con trỏ|null}`; mọi lỗi là
`application/problem+json` (RFC 9457), `type` của lỗi mở ra được."""
_METHODS = {"get", "post", "put", "patch", "delete"}


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the description of the application, made once."""
    if app.openapi_schema is None:
        made = get_openapi(title=app.title, version=app.version, description=_ABOUT, routes=app.routes)
        schemas = made.setdefault("components", {}).setdefault("schemas", {})
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        schemas["ProblemDetails"] = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas |= schemas["ProblemDetails"].pop("$defs")
        for operation in operations(made):
            _complete(operation, schemas)
        app.openapi_schema = made
    return app.openapi_schema


def operations(description: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every operation of a description."""
    for path in description["paths"].values():
        yield from (operation for method, operation in path.items() if method in _METHODS)


def _complete(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Add what the operation may refuse, who may use it, and examples."""
    operation["summary"] = operation["description"].partition(":")[0].partition(";")[0].partition(",")[0].strip(".")
    permission = operation.pop("x-permission", None)
    if permission:
        operation["x-roles"] = [str(role) for role, allowed in PERMISSIONS.items() if permission in allowed]
    for status in sorted(_refusals(operation, secured=permission is not None)):
        operation["responses"][str(status)] = {"description": HTTPStatus(status).phrase, "content": _problem(status)}
    bodies = [response.get("content", {}) for response in operation["responses"].values()]
    for content in [*bodies, operation.get("requestBody", {}).get("content", {})]:
        for kind, described in content.items():
            if kind.endswith("json") and "example" not in described and described.get("schema"):
                described["example"] = example(described["schema"], schemas)


def _refusals(operation: dict[str, Any], *, secured: bool) -> set[int]:
    found = {500, 503, 507} | ({401, 403, 429} if secured else set())
    if operation.get("parameters"):
        found.add(422)
    if any(parameter["in"] == "path" or parameter["name"] == "cursor" for parameter in operation.get("parameters", ())):
        found.add(404)
    found |= {int(status) for status in operation["responses"] if status >= "400"}
    return found | ({400, 409, 413, 422} if "requestBody" in operation else set())


def _problem(status: int) -> dict[str, Any]:
    """Return the content of a refusal with this status, the first such problem as its example."""
    kind = next(kind for kind in kinds().values() if kind.status == status)
    said = {"type": kind.type, "status": status, **kind.words["vi"], "instance": "/api/v1/…", "request_id": "5f0c7d0e"}
    return {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}, "example": said}}


def example(schema: dict[str, Any], schemas: dict[str, Any]) -> Any:  # noqa: ANN401  # any JSON
    """Return a value of the schema, composed of the examples of its fields."""
    for told in ("examples", "enum"):
        if schema.get(told):
            return schema[told][0]
    if "$ref" in schema:
        return example(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    for told in ("const", "default"):
        if told in schema:
            return schema[told]
    if "anyOf" in schema:
        return example(schema["anyOf"][0], schemas)
    if schema.get("type") == "array":
        return [example(schema["items"], schemas)]
    fields = schema.get("properties", {})
    return {name: example(field, schemas) for name, field in fields.items()}
