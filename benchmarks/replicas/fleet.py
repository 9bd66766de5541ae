"""Replicas of the bot, each with its port: killed at random, restarted one after the other, started again."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from http.client import HTTPConnection
from pathlib import Path
from random import Random

from benchmarks.machine.servers import PATIENCE, ROOT, NotStarted, free_port

KILL_EVERY = (5.0, 15.0)  # seconds from one kill to the next
WORKER_EVERY = (8.0, 15.0)  # a worker that dies again within six ends the bot


class Replica:
    """One bot: its main process with its workers."""

    def __init__(self, settings: Mapping[str, str], log: Path, module: str) -> None:
        self.port, self.log, self._module = free_port(), log, module
        self._environment = {
            "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **settings, "PORT": str(self.port),
        }  # fmt: skip
        self.start()

    def start(self) -> None:
        """Begins; it is not ready yet."""
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", self._module, "serve"],
                cwd=self.log.parent,  # where no .env of this checkout can join in
                env=self._environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def kill(self) -> None:
        """Ends everything of it at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)

    def kill_worker(self, random: Random) -> None:
        """Ends one of the processes that answer; the main process starts it again."""
        pid = self.process.pid
        workers = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        os.kill(int(random.choice(workers)), signal.SIGKILL)

    def stop(self) -> None:
        """Asks it to end, as a host does."""
        self.process.terminate()
        self.process.wait(PATIENCE)

    def is_ready(self) -> bool:
        """What a balancer would be told."""
        page = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            page.request("GET", "/readyz")
            return page.getresponse().status == 200
        except OSError:
            return False
        finally:
            page.close()

    def wait_until_ready(self) -> None:
        """Returns once it is; raises `NotStarted` where it ended or takes too long."""
        until = time.monotonic() + PATIENCE
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > until:
                raise NotStarted(self.log.read_text(encoding="utf-8")[-2000:])
            time.sleep(0.02)


class Fleet:
    """All replicas of a run; whatever ends one waits until the one before is back."""

    def __init__(
        self, replicas: int, settings: Mapping[str, str], folder: Path, module: str = "bot"
    ) -> None:
        self._turn = threading.Lock()
        self.replicas = [
            Replica(settings, folder / f"bot-{n}.log", module) for n in range(replicas)
        ]
        for replica in self.replicas:
            replica.wait_until_ready()

    @property
    def ports(self) -> list[int]:
        """Where they listen."""
        return [replica.port for replica in self.replicas]

    def restart_in_turn(self) -> None:
        """Each is asked to end and started again, and the next follows once it is ready."""
        with self._turn:
            for replica in self.replicas:
                replica.stop()
                replica.start()
                replica.wait_until_ready()

    def kill_at_random(self, random: Random, until: threading.Event) -> list[float]:
        """Kills and starts again until told to stop; seconds from each kill until that one was ready again."""
        took = []
        while not until.wait(random.uniform(*KILL_EVERY)):
            with self._turn:
                took.append(self.kill(random.choice(self.replicas)))
        return took

    def kill_workers_at_random(self, random: Random, until: threading.Event) -> list[float]:
        """The same for a worker of the first, whose others answer meanwhile; seconds until it was ready again."""
        took = []
        while not until.wait(random.uniform(*WORKER_EVERY)):
            killed = time.monotonic()
            self.replicas[0].kill_worker(random)
            self.replicas[0].wait_until_ready()
            took.append(time.monotonic() - killed)
        return took

    def kill(self, replica: Replica) -> float:
        """Kills this one and starts it again; the seconds until it was ready."""
        killed = time.monotonic()
        replica.kill()
        replica.start()
        replica.wait_until_ready()
        return time.monotonic() - killed

    def close(self) -> None:
        """Ends all of them."""
        for replica in self.replicas:
            if replica.process.poll() is None:
                replica.process.terminate()
        for replica in self.replicas:
            try:
                replica.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                replica.kill()

    def unexpected(self) -> int:
        """Lines of the logs that say that something was not foreseen."""
        return sum(
            replica.log.read_text(encoding="utf-8").count('"unexpected"')
            for replica in self.replicas
        )
