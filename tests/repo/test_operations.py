"""docs/operations.md: its snippets are good for the programs they are for, its names exist."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kg.settings import settings_table
from kg.web.operating.metrics import Metrics
from kg.web.operating.outcomes import WORDS
from kg.web.operating.serving import FixedServing, Served
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
BLOCKS = {
    match["name"]: match["text"]
    for match in re.finditer(
        r"^```\w+\n(?P<text># (?P<name>[^\n]+)\n.*?)^```$", TEXT, re.MULTILINE | re.DOTALL
    )
}
UNIT = "/etc/systemd/system/foerdergraph.service"
JOURNAL = "/etc/systemd/journald@foerdergraph.conf"
NGINX = "/etc/nginx/conf.d/foerdergraph.conf"
CADDY = "/etc/caddy/Caddyfile"
PROMETHEUS = ("prometheus.yml", "prometheus-remote.yml")
ALERTS = "foerdergraph-alerts.yml"


def run(program: str, *arguments: str) -> str:
    """Run *program*, or skip where it is not there; what it says must not be a complaint."""
    where = shutil.which(program, path="/usr/sbin:/usr/local/bin:/usr/bin:/bin")
    if where is None:
        pytest.skip(f"{program} is not installed")
    done = subprocess.run(
        [where, *arguments], capture_output=True, text=True, check=False, timeout=60
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    return said


def test_every_snippet_of_a_file_is_checked_here() -> None:
    assert set(BLOCKS) == {UNIT, JOURNAL, NGINX, CADDY, *PROMETHEUS, ALERTS}


def test_the_unit_is_understood(tmp_path: Path) -> None:
    unit = tmp_path / "foerdergraph.service"
    here = BLOCKS[UNIT].replace("/srv/foerdergraph/app/.venv/bin/kg", "/bin/true")
    unit.write_text(re.sub(r"(?m)^(User|Group|WorkingDirectory)=.*\n", "", here))
    said = run("systemd-analyze", "verify", "--man=no", str(unit))
    assert "foerdergraph.service" not in said


def test_stopping_takes_longer_than_requests_may() -> None:
    found = re.search(r"TimeoutStopSec=(\d+)", BLOCKS[UNIT])
    assert found is not None
    [stop] = [row.default for row in settings_table() if row.name == "stop_s"]
    assert int(found[1]) > int(str(stop))


def test_nginx_takes_its_configuration(tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    key, certificate = tmp_path / "key", tmp_path / "certificate"
    make = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x"]
    files = ("-keyout", str(key), "-out", str(certificate))
    subprocess.run(["openssl", *make, *files], capture_output=True, check=True, timeout=60)
    here = BLOCKS[NGINX]
    here = re.sub(r"ssl_certificate .*;", f"ssl_certificate {certificate};", here)
    here = re.sub(r"ssl_certificate_key .*;", f"ssl_certificate_key {key};", here)
    here = here.replace("/var/log/nginx/", f"{tmp_path}/")
    whole = f"pid {tmp_path}/pid; error_log stderr; events {{}}\nhttp {{\n{here}\n}}\n"
    (tmp_path / "nginx.conf").write_text(whole)
    said = run("nginx", "-t", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf"))
    assert "[warn]" not in said


def test_caddy_takes_its_configuration(tmp_path: Path) -> None:
    (tmp_path / "Caddyfile").write_text(BLOCKS[CADDY])
    said = run("caddy", "adapt", "--config", str(tmp_path / "Caddyfile"), "--validate")
    assert '"reverse_proxy"' in said


@pytest.mark.parametrize("name", PROMETHEUS)
def test_prometheus_takes_its_configuration(name: str, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("secret")
    here = BLOCKS[name].replace("/etc/prometheus/foerdergraph.token", str(tmp_path / "token"))
    (tmp_path / name).write_text(here)
    run("promtool", "check", "config", str(tmp_path / name))


def test_prometheus_takes_the_alerts(tmp_path: Path) -> None:
    (tmp_path / "alerts.yml").write_text(BLOCKS[ALERTS])
    assert "5 rules found" in run("promtool", "check", "rules", str(tmp_path / "alerts.yml"))


def test_every_metric_that_is_named_is_there_and_the_other_way_round(
    two_linked_things: Served,
) -> None:
    body, _ = Metrics(FixedServing(two_linked_things)).written("")
    exposed = set(re.findall(r"^# TYPE (foerdergraph_\w+)", body.decode(), re.MULTILINE))
    suffixes = re.compile(r"_(?:bucket|created)$")
    named = {suffixes.sub("", name) for name in re.findall(r"\bfoerdergraph_\w+", TEXT)}
    assert named == {name for name in exposed if not name.endswith("_created")}


def test_every_setting_that_is_named_is_there() -> None:
    known = {row.env_name for row in settings_table()}
    assert {*re.findall(r"\bKG_[A-Z_]+\b", TEXT)} <= known


def test_every_outcome_is_explained() -> None:
    assert [word for word in WORDS if f"`{word}`" not in TEXT] == []
