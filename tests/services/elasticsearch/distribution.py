"""Puts together what a node runs from: a JDK, the jars, the compiled `TestNode`. Done once a version, then kept."""

import fcntl
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
OLDEST_JDK = 21
NETTY = "transport-netty4"
LIBRARY_FOLDERS = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/lib")


class Unavailable(Exception):
    """Elasticsearch cannot run here; the message says what to install."""


def cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "museum-elasticsearch"


def find_jdk() -> Path:
    named = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    installed = sorted(Path("/usr/lib/jvm").glob("*"), key=_jdk_version, reverse=True)
    for jdk in (*named, *installed):
        if _jdk_version(jdk) >= OLDEST_JDK:
            return jdk
    raise Unavailable(f"Elasticsearch needs a JDK {OLDEST_JDK} or newer: install one, or set JAVA_HOME.")


def _jdk_version(jdk: Path) -> int:
    """0 where there is no compiler."""
    release = jdk / "release"
    if not (jdk / "bin" / "javac").exists() or not release.exists():
        return 0
    found = re.search(r'^JAVA_VERSION="(?:1\.)?(\d+)', release.read_text(), re.MULTILINE)
    return int(found[1]) if found else 0


def find_zstd() -> Path:
    for folder in LIBRARY_FOLDERS:
        for library in sorted(Path(folder).glob("**/libzstd.so.1")):
            return library
    raise Unavailable("Elasticsearch needs the library libzstd.so.1: install the package libzstd1.")


def elasticsearch_version() -> str:
    found = re.search(r"<elasticsearch.version>(.+?)</", (HERE / "pom.xml").read_text())
    assert found, "pom.xml names the version"
    return found[1]


def built(jdk: Path) -> Path:
    """The folder a node runs from; built where it is not there yet, by one process at a time."""
    home = cache_folder()
    home.mkdir(parents=True, exist_ok=True)
    with (home / "building.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder = home / f"{elasticsearch_version()}-jdk{_jdk_version(jdk)}"
        finished = folder / "finished"
        if not finished.exists() or finished.stat().st_mtime < (HERE / "TestNode.java").stat().st_mtime:
            _build(folder, jdk)
            finished.touch()
        return folder


def _build(folder: Path, jdk: Path) -> None:
    if not shutil.which("mvn"):
        raise Unavailable(
            "Apache Maven (mvn) is needed once, to fetch Elasticsearch's jars: install the package maven."
        )
    zstd = find_zstd()
    shutil.rmtree(folder, ignore_errors=True)
    library, module, native = folder / "lib", folder / "modules" / NETTY, folder / "native"
    for part in (library, module, native, folder / "plugins"):
        part.mkdir(parents=True)
    resolve = ["mvn", "--batch-mode", "--quiet", "--file", str(HERE / "pom.xml"), "dependency:copy-dependencies"]
    _run([*resolve, f"-DoutputDirectory={library}"])
    for jar in library.glob("*.jar"):
        if jar.name.startswith((NETTY, "netty-")):
            jar.rename(module / jar.name)
    version = elasticsearch_version()
    descriptor = {
        "name": NETTY,
        "description": "Netty 4 transport",
        "version": version,
        "elasticsearch.version": version,
        "java.version": str(OLDEST_JDK),
        "classname": "org.elasticsearch.transport.netty4.Netty4Plugin",
    }
    lines = [f"{name}={value}" for name, value in descriptor.items()]
    (module / "plugin-descriptor.properties").write_text("\n".join(lines) + "\n")
    (native / "libzstd.so").symlink_to(zstd)
    classes = str(folder / "classes")
    _run([str(jdk / "bin" / "javac"), "-cp", f"{library}/*", "-d", classes, str(HERE / "TestNode.java")])


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise Unavailable(
            f"{Path(command[0]).name} failed, so Elasticsearch cannot run:\n{done.stdout.strip()[-2000:]}"
        )
