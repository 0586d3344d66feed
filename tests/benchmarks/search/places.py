"""Where things are kept, and the settings an engine is measured with. Free of Django: no settings are read yet."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
FOLDER = Path(os.environ.get("BENCH_SEARCH_DIR", ROOT / "var" / "bench-search")).resolve()


def environment(engine: str, size: int, elasticsearch_url: str) -> dict[str, str]:
    """Every measurement runs in a process of its own, with these environment variables."""
    settings = {
        "DJANGO_SETTINGS_MODULE": "museum.settings.dev",
        "VAR_DIR": str(FOLDER / f"{engine}-{size}"),
        "BENCH_SEARCH_DIR": str(FOLDER),
        "LOG_LEVEL": "WARNING",
        "MALLOC_ARENA_MAX": "2",  # as the image and docs/operations.md have it
        "SEARCH_ENGINE": engine,
    }
    if engine == "elastic":
        settings |= {
            "ELASTICSEARCH_URL": elasticsearch_url,
            "ELASTICSEARCH_PREFIX": f"bench-search-{size}",
            "ELASTICSEARCH_REPLICAS": "0",
            "ELASTICSEARCH_TIMEOUT_SECONDS": "30",
        }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ELASTICSEARCH_")}
    return kept | settings
