"""Settings, from the environment with the prefix `CHIDAO_`."""

import os
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from models.errors import SettingError


class Settings(BaseSettings):
    """What whoever runs the program may set."""

    model_config = SettingsConfigDict(env_prefix="CHIDAO_", frozen=True)

    database_url: str = Field(
        default="sqlite:///chidao.db",
        description="cơ sở dữ liệu: địa chỉ sqlite:///… hoặc postgresql://…, hay đường dẫn một tệp SQLite",
    )
    units_file: Path | None = Field(
        default=None, description="tệp TOML thêm đơn vị của riêng người dùng vào danh mục đơn vị"
    )
    max_characters: int = Field(default=2_000_000, gt=0, description="số ký tự tối đa của một văn bản")
    workers: int = Field(
        default=os.cpu_count() or 1,
        ge=0,
        description="số tiến trình trích; 0: trích ngay trong tiến trình chính, không có hạn giờ",
    )
    time_limit: float = Field(default=300, gt=0, description="số giây tối đa để trích một văn bản")
    keep_received: bool = Field(
        default=True, description="giữ cả tệp đã nhận trong cơ sở dữ liệu; `off`: chỉ giữ địa chỉ và mã băm của tệp"
    )
    read_seconds: int = Field(default=120, gt=0, description="số giây tối đa để đọc một tệp")
    read_memory: int = Field(default=2**30, ge=2**28, description="số byte bộ nhớ tối đa của một tiến trình đọc tệp")
    archive_bytes: int = Field(
        default=512 * 2**20, gt=0, description="số byte tối đa mà một tệp nén được bung ra, kể cả tệp nén bên trong"
    )
    archive_ratio: int = Field(default=200, gt=0, description="tệp nén được bung ra tối đa gấp mấy lần cỡ của nó")
    archive_members: int = Field(default=10_000, gt=0, description="số tệp tối đa trong một tệp nén")
    archive_depth: int = Field(default=3, gt=0, description="số tầng tệp trong tệp tối đa")
    max_lost_directives: float = Field(
        default=0.02, ge=0, le=1, description="tỷ lệ nội dung chỉ đạo bị mất, quá thì `chidao publish` từ chối"
    )
    max_altered_directives: float = Field(
        default=0.05, ge=0, le=1, description="tỷ lệ nội dung chỉ đạo đổi thời hạn, chủ trì hoặc nơi nhận, như trên"
    )
    max_failed_documents: float = Field(default=0.01, ge=0, le=1, description="tỷ lệ văn bản hỏng, như trên")
    ner: bool = Field(default=True, description="dùng mô hình đã huấn luyện cùng với quy tắc; `off`: chỉ dùng quy tắc")
    host: str = Field(default="127.0.0.1", description="địa chỉ mà `chidao serve` lắng nghe")
    port: int = Field(default=8000, ge=0, le=65535, description="cổng mà `chidao serve` lắng nghe")
    serve_workers: int = Field(default=1, ge=1, le=64, description="số tiến trình trả lời yêu cầu HTTP")
    max_body_bytes: int = Field(default=20_000_000, gt=0, description="số byte tối đa của thân một yêu cầu")
    facet_seconds: float = Field(default=1.0, gt=0, le=60, description="số giây tối đa để đếm các nhóm kết quả")
    queue_room: int = Field(default=64, gt=0, description="số văn bản tối đa chờ trích ở mỗi tiến trình trả lời")
    rate_limit: str = Field(
        default="600/minute",
        pattern=r"^[1-9]\d{0,8}/(second|minute|hour|day)$",
        description="số yêu cầu tối đa của một khóa, tính riêng ở mỗi tiến trình",
    )
    home_unit: str | None = Field(
        default=None, max_length=300, description="đơn vị chủ quản, mà trang đầu theo dõi: tên bất kỳ của đơn vị ấy"
    )
    session_secret: SecretStr | None = Field(
        default=None,
        min_length=32,
        description="bí mật ký phiên đăng nhập của trang; bỏ trống: mỗi lần chạy một bí mật mới",
    )
    session_hours: int = Field(default=12, gt=0, le=720, description="số giờ một phiên đăng nhập còn hiệu lực")
    https_only: bool = Field(default=False, description="chỉ gửi cookie của phiên qua HTTPS")


def load_settings() -> Settings:
    """Read the settings; raises SettingError with the name of a setting that is no good."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = error.errors()[0]
        name = "CHIDAO_" + "_".join(map(str, wrong["loc"])).upper()
        raise SettingError(name, str(wrong["input"])) from None
