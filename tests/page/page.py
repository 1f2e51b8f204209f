"""The emulator's page, opened in a browser without a window, while curl does what a client would.

Takes the emulator's program as its argument. Every test starts an emulator of its own, whose clock stands still, so
that what the page shows changes only when the test, or one of the page's buttons, turns it.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import unittest
from pathlib import Path
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.common.exceptions import (
    NoAlertPresentException,
    NoSuchElementException,
    StaleElementReferenceException,
    TimeoutException,
)
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

EMULATOR = sys.argv.pop(1)
ROOT = Path(__file__).parents[2]
PATIENCE = 30
MARKUP = "hub/<img src=x onerror=alert(1)><script>alert(2)</script>:latest"
GROUP = {
    "ContainerGroupName": "web",
    "SubnetId": "subnet-1",
    "SecurityGroupId.1": "sg-1",
    "KciType": "RBKCI",
    "ChargeType": "HourlyInstantSettlement",
    "Cpu": "2",
    "Memory": "4",
    "Container.1.Name": "nginx",
    "Container.1.Image": "hub/nginx:latest",
}
CACHE = {"ImageCacheName": "cache", "SubnetId": "subnet-1", "SecurityGroupId": "sg-1", "Image.1": "hub/nginx:latest"}


def browser(language):
    """A browser and its driver, both Debian's: nothing is downloaded."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    arguments = ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--no-proxy-server", "--disable-gpu"]
    arguments += ["--disable-background-networking", "--disable-component-update", "--no-first-run"]
    for argument in [*arguments, "--window-size=1100,1600"]:
        options.add_argument(argument)
    options.add_experimental_option("prefs", {"intl.accept_languages": language})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


def curl(*arguments):
    command = ["curl", "--silent", "--show-error", "--fail-with-body", "--noproxy", "*", "--max-time", "20", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


class Opened(unittest.TestCase):
    """A browser for all tests of a class, and an emulator for each."""

    language = None

    @classmethod
    def setUpClass(cls):
        cls.browser = browser(cls.language)
        cls.addClassCleanup(cls.browser.quit)

    def setUp(self):
        self.start()
        self.browser.get_log("browser")
        self.browser.get_log("performance")

    def tearDown(self):
        """Nothing is wrong in the browser's eyes, and it asked nobody but the emulator."""
        complaints = [entry for entry in self.browser.get_log("browser") if entry["level"] != "INFO"]
        self.assertEqual(complaints, [])
        asked = set()
        for entry in self.browser.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                asked.add(urlsplit(message["params"]["request"]["url"])[:2])
        self.assertEqual(asked, {urlsplit(self.endpoint)[:2]})
        self.browser.get("about:blank")

    def start(self, *options):
        """Starts an emulator, and ends it with the test."""
        command = [EMULATOR, "--listen", "127.0.0.1:0", *options]
        emulator = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.addCleanup(emulator.stdout.close)
        self.addCleanup(emulator.wait, PATIENCE)
        self.addCleanup(emulator.terminate)
        self.endpoint = "http://" + emulator.stdout.readline().split()[-1]
        self.control("clock", stop=True)
        return emulator

    def control(self, name, **body):
        """Tells the emulator something, not by the page."""
        curl("--json", json.dumps(body), f"{self.endpoint}/_kci/{name}")

    def call(self, action, parameters, user="AKLTEMULATOR:emulator-secret"):
        pairs = {"Action": action, "Version": "2020-07-02", **parameters}.items()
        form = [word for name, value in pairs for word in ["--data-urlencode", f"{name}={value}"]]
        signed = ["--aws-sigv4", "aws:amz:cn-beijing-6:kci", "--user", user]
        return json.loads(curl(*signed, *form, f"{self.endpoint}/"))

    def open(self):
        self.browser.get(f"{self.endpoint}/")

    def text(self, part):
        return self.browser.find_element(By.ID, part).text

    def click(self, part):
        self.browser.find_element(By.ID, part).click()

    def until(self, condition):
        """Waits until a condition holds: the page asks every second."""
        moved = [NoSuchElementException, StaleElementReferenceException, NoAlertPresentException]
        return WebDriverWait(self.browser, PATIENCE, 0.05, moved).until(lambda _: condition())

    def until_shown(self, part, *texts):
        with contextlib.suppress(TimeoutException):
            return self.until(lambda: all(text in self.text(part) for text in texts))
        return self.fail(f"{part} does not show {texts}: {self.text(part)}")


class EnglishPage(Opened):
    """What the page shows and does, in a browser that prefers English."""

    language = "en-GB"

    def test_it_says_that_it_is_not_the_real_service(self):
        self.open()
        self.assertIn("It is not the real service", self.browser.find_element(By.TAG_NAME, "main").text)
        self.until_shown("holdings", "Nothing yet.")

    def test_it_shows_a_container_group_and_its_events(self):
        group = self.call("CreateContainerGroup", GROUP)["ContainerGroupId"]
        self.open()
        self.until_shown("holdings", "AKLTEMULATOR · cn-beijing-6", "web", group, "Pending", "10.", "cn-beijing-6")
        self.control("clock", advance=60)
        self.until_shown("holdings", "Running", "nginx", "running", "restarts: 0")
        self.browser.find_element(By.CSS_SELECTOR, f"[data-id='{group}'] summary").click()
        self.until_shown("holdings", "Scheduled", "Pulled", "started container nginx")

    def test_it_shows_an_image_cache_and_the_group_that_uses_it(self):
        cache = self.call("CreateImageCache", CACHE | {"RetentionDays": "7"})["ImageCacheId"]
        self.open()
        self.until_shown("holdings", "cache", cache, "Preparing", "hub/nginx:latest", "Expires")
        self.control("clock", advance=60)
        self.until_shown("holdings", "Ready")
        group = self.call("CreateContainerGroup", GROUP | {"ImageCacheId": cache})["ContainerGroupId"]
        self.until(lambda: self.browser.find_elements(By.CSS_SELECTOR, f"[data-id='{group}']"))
        self.assertIn(cache, self.browser.find_element(By.CSS_SELECTOR, f"[data-id='{group}'] dl").text)

    def test_it_says_why_an_image_cache_failed(self):
        self.control("scripts", image="nginx", pull_error="manifest unknown")
        self.call("CreateImageCache", CACHE)
        self.control("clock", advance=60)
        self.open()
        self.until_shown("holdings", "Failed", "manifest unknown")

    def test_markup_stays_text(self):
        self.control("scripts", image=MARKUP, run_seconds=1, log=[MARKUP])
        self.call("CreateContainerGroup", GROUP | {"Container.1.Image": MARKUP})
        with self.assertRaises(subprocess.CalledProcessError):
            self.call(MARKUP, {})
        self.open()
        for part in ["holdings", "scripted", "journal"]:
            self.until_shown(part, MARKUP)
        self.assertEqual(self.browser.find_elements(By.CSS_SELECTOR, "body img, body script"), [])

    def test_the_jump_button_leads_a_group_from_state_to_state(self):
        self.call("CreateContainerGroup", GROUP)
        self.open()
        self.until_shown("holdings", "Pending")
        self.click("jump")
        self.until_shown("holdings", "ImagePulling")
        self.click("jump")
        self.until_shown("holdings", "Running")
        self.until_shown("next", "nothing changes by itself")

    def test_the_clock_can_be_advanced_run_and_stopped(self):
        self.control("clock", set="2026-11-24T00:00:00Z")
        self.open()
        self.until_shown("time", "2026-11-24 00:00:00 UTC")
        self.click("advance")
        self.until_shown("time", "2026-11-24 00:00:10 UTC")
        self.click("run")
        self.until_shown("running", "running")
        self.until(lambda: "00:00:10" not in self.text("time"))
        self.click("stop")
        self.until_shown("running", "stopped")

    def test_a_reset_asks_first_and_forgets_everything(self):
        self.call("CreateContainerGroup", GROUP)
        self.open()
        self.until_shown("holdings", "Pending")
        self.click("reset")
        self.until(lambda: self.browser.switch_to.alert).dismiss()
        self.until_shown("holdings", "Pending")
        self.click("reset")
        self.until(lambda: self.browser.switch_to.alert).accept()
        self.until_shown("holdings", "Nothing yet.")
        self.until_shown("journal", "None yet.")

    def test_a_paused_page_changes_no_more(self):
        self.control("clock", set="2026-11-24T00:00:00Z")
        self.open()
        self.until_shown("time", "00:00:00")
        self.click("pause")
        self.control("clock", advance=5)
        # The page goes on counting its seconds: three are enough.
        self.browser.execute_script(
            "window.rounds = 0; const wait = setTimeout;"
            "window.setTimeout = (act, ...rest) => wait(() => { window.rounds += 1; act(); }, ...rest);"
        )
        self.until(lambda: self.browser.execute_script("return window.rounds") >= 3)
        self.assertIn("00:00:00", self.text("time"))
        self.click("pause")
        self.until_shown("time", "00:00:05")

    def test_it_shows_faults_and_the_verdict_on_requests(self):
        limit = {"error": {"code": "LimitExceeded"}}
        self.control("faults", action="DescribeContainerGroup", times=2, fault=limit)
        self.open()
        self.until_shown("scripted", "The next 2 calls of DescribeContainerGroup", "LimitExceeded")
        with self.assertRaises(subprocess.CalledProcessError):
            self.call("DescribeContainerGroup", {})
        self.call("DescribeImageCache", {})
        self.until_shown("journal", "#1", "LimitExceeded", "scripted fault", "#2", "DescribeImageCache", "200 accepted")
        self.until_shown("scripted", "The next 1 calls")

    def test_what_was_opened_stays_open_while_the_page_changes(self):
        group = self.call("CreateContainerGroup", GROUP)["ContainerGroupId"]
        self.open()
        summary = (By.CSS_SELECTOR, f"[data-id='{group}'] summary")
        self.until(lambda: self.browser.find_elements(*summary))
        self.browser.find_element(*summary).click()
        self.control("clock", advance=60)
        self.until_shown("holdings", "Running", "started container nginx")
        self.assertEqual(self.browser.switch_to.active_element, self.browser.find_element(*summary))

    def test_its_examples_work(self):
        self.open()
        self.until_shown("clients", "export KSYUN_ENDPOINT")
        examples = {}
        for name in ["variables", "variables-2", "curl", "python"]:
            examples[name] = self.browser.find_element(By.ID, f"example-{name}").get_attribute("textContent")
        script = "\n".join([examples["variables"], f"{examples['curl']} --silent --fail --noproxy '*'"])
        answer = subprocess.run(["sh", "-euc", script], check=True, capture_output=True, text=True).stdout
        self.assertEqual(json.loads(answer)["TotalCount"], 0)
        script = examples["variables-2"] + '\nprintf %s "$KSYUN_ENDPOINT"'
        path = f"{Path(EMULATOR).resolve().parent}:{os.environ['PATH']}"
        told = subprocess.run(
            ["sh", "-euc", script], check=True, capture_output=True, text=True, env={"PATH": path}
        ).stdout
        self.assertEqual(told, self.endpoint)
        self.assertIn(examples["python"], (ROOT / "README.md").read_text())

    def test_a_secret_key_of_ones_own_is_not_shown(self):
        self.start("--access-key", "AKLTOWN", "--secret-key", "hunter2")
        self.open()
        self.until_shown("clients", "AKLTOWN")
        self.assertNotIn("hunter2", self.browser.page_source)

    def test_it_says_when_the_emulator_is_gone(self):
        emulator = self.start()
        self.open()
        self.until_shown("holdings", "Nothing yet.")
        emulator.terminate()
        emulator.wait(PATIENCE)
        self.until_shown("problem", "does not answer")
        self.browser.get_log("browser")  # That it could not connect, for one.

    def test_it_fits_a_narrow_screen(self):
        self.call("CreateContainerGroup", GROUP | {"Container.1.Image": "hub/" + "long-" * 20 + ":latest"})
        metrics = {"width": 320, "height": 640, "deviceScaleFactor": 1, "mobile": True}
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.addCleanup(self.browser.execute_cdp_cmd, "Emulation.clearDeviceMetricsOverride", {})
        self.open()
        self.until_shown("holdings", "Pending")
        width = self.browser.execute_script("return document.documentElement.scrollWidth")
        self.assertLessEqual(width, 320)

    def test_the_language_can_be_switched(self):
        self.open()
        self.until_shown("holdings", "Nothing yet.")
        self.click("zh")
        self.until_shown("holdings", "还没有内容")
        self.assertEqual(self.browser.title, "KCI 模拟器")
        self.click("en")
        self.until_shown("holdings", "Nothing yet.")


class ChinesePage(Opened):
    """A browser that prefers Chinese."""

    language = "zh-CN"

    def test_it_speaks_chinese(self):
        self.open()
        self.until_shown("holdings", "还没有内容")
        self.assertEqual(self.browser.title, "KCI 模拟器")
        self.assertEqual(self.browser.find_element(By.TAG_NAME, "html").get_attribute("lang"), "zh-CN")


if __name__ == "__main__":
    unittest.main(verbosity=2)
