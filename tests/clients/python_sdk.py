"""The whole life of a container group and of an image cache with the vendor's own Python SDK, by POST and by GET.

KSYUN_ENDPOINT, KSYUN_ACCESS_KEY and KSYUN_SECRET_KEY say where the emulator is and who asks.
"""

import contextlib
import io
import json
import os
import re
import sys
import time
import unittest
from pathlib import Path

from ksyun.client.kci.v20200702.client import KciClient
from ksyun.client.kci.v20200702 import models
from ksyun.common.credential import Credential
from ksyun.common.exception import KsyunSDKException
from ksyun.common.profile.client_profile import ClientProfile
from ksyun.common.profile.http_profile import HttpProfile

GREETING = "你好 a+b&c=d%/~*"
IMAGES = [f"hub/image-{number}:镜像" for number in range(12)]


def client(method, region, secret_key=None):
    """A client of the emulator: plain HTTP, and its address without a scheme."""
    endpoint = os.environ["KSYUN_ENDPOINT"].removeprefix("http://")
    profile = ClientProfile(httpProfile=HttpProfile(protocol="http", endpoint=endpoint, reqMethod=method))
    credential = Credential(os.environ["KSYUN_ACCESS_KEY"], secret_key or os.environ["KSYUN_SECRET_KEY"])
    return KciClient(credential, region, profile=profile)


class Life:
    """What holds for either method. Groups and caches here live in a region that belongs to the method alone."""

    method = region = None

    @classmethod
    def setUpClass(cls):
        cls.kci = client(cls.method, cls.region)
        cls.groups = [cls.create_group(f"web-{number}", "subnet-lasting") for number in range(3)]
        cls.cache = cls.create_cache()

    @classmethod
    def call(cls, action, **parameters):
        request = getattr(models, f"{action}Request")()
        for name, value in parameters.items():
            setattr(request, name, value)
        return json.loads(getattr(cls.kci, action)(request))

    @classmethod
    def create_group(cls, name, subnet):
        container = {
            "Name": "web",
            "Image": "hub/nginx:latest",
            "Cpu": 0.5,
            "EnvironmentVar": [{"Key": "GREETING", "Value": GREETING}],
            "VolumeMount": [{"Name": "data", "MountPath": "/data", "ReadOnly": True}],
        }
        return cls.call(
            "CreateContainerGroup",
            ContainerGroupName=name,
            SubnetId=subnet,
            SecurityGroupId=["sg-1"],
            KciType="RBKCI",
            ChargeType="HourlyInstantSettlement",
            Cpu=2.0,
            Memory=4.0,
            Container=[container],
            Volume=[{"Name": "data", "Type": "EmptyDirVolume"}],
        )["ContainerGroupId"]

    @classmethod
    def create_cache(cls):
        return cls.call(
            "CreateImageCache", ImageCacheName="cache", SubnetId="subnet-1", SecurityGroupId="sg-1", Image=IMAGES
        )["ImageCacheId"]

    def group(self, group_id):
        found = self.call("DescribeContainerGroup", ContainerGroupId=[group_id])["ContainerGroups"]
        return found[0] if found else None

    def image_cache(self, cache_id):
        found = self.call("DescribeImageCache", ImageCacheId=[cache_id])["ImageCaches"]
        return found[0] if found else None

    def wait(self, find, status):
        """Asks until the status is there: the emulator goes by the machine's clock."""
        end = time.monotonic() + 30
        while (found := find())["Status"] != status:
            self.assertLess(time.monotonic(), end, f"no {status}: {found}")
            time.sleep(0.05)
        return found

    def refusal(self, action, **parameters):
        """The answer inside of what the SDK raises: it makes one code of every status but 200."""
        with self.assertRaises(KsyunSDKException) as raised:
            self.call(action, **parameters)
        self.assertEqual(raised.exception.code, "ServerNetworkError")
        answer = json.loads(raised.exception.message)
        self.assertTrue(answer["RequestId"])
        return answer["Error"]

    def test_a_group_runs(self):
        group = self.wait(lambda: self.group(self.groups[0]), "Running")
        container = group["Containers"][0]
        self.assertEqual(container["CurrentState"]["State"].lower(), "running")
        self.assertEqual([variable["Value"] for variable in container["EnvironmentVars"]], [GREETING])
        self.assertIs(container["VolumeMounts"][0]["ReadOnly"], True)

    def test_whole_numbers_are_integers(self):
        group = self.group(self.groups[0])
        self.assertEqual([repr(group["Cpu"]), repr(group["Memory"])], ["2", "4"])
        self.assertEqual(repr(group["Containers"][0]["Cpu"]), "0.5")

    def test_a_list_has_pages(self):
        found, marker = [], 0
        for _ in self.groups:
            page = self.call("DescribeContainerGroup", ContainerGroupId=self.groups, MaxResults=2, Marker=marker)
            self.assertEqual(page["TotalCount"], 3)
            found += [group["ContainerGroupId"] for group in page["ContainerGroups"]]
            marker = page["Marker"]
            if marker == 0:
                break
        self.assertEqual(marker, 0)
        self.assertEqual(sorted(found), sorted(self.groups))

    def test_a_list_is_filtered(self):
        def subnet(name):
            answer = self.call("DescribeContainerGroup", Filter=[{"Name": "subnet-id", "Value": [name, "other"]}])
            return [group["ContainerGroupId"] for group in answer["ContainerGroups"]]

        self.assertEqual(sorted(subnet("subnet-lasting")), sorted(self.groups))
        self.assertEqual(subnet("subnet-nowhere"), [])

    def test_a_container_has_a_log(self):
        self.wait(lambda: self.group(self.groups[1]), "Running")
        log = self.call("DescribeContainerLog", ContainerGroupId=self.groups[1], ContainerName="web", Tail=1)
        self.assertEqual(len(log["Content"].splitlines()), 1)

    def test_a_deleted_group_is_gone(self):
        group = self.create_group("short", "subnet-short")
        self.assertTrue(self.call("DeleteContainerGroup", ContainerGroupId=group)["RequestId"])
        self.assertIsNone(self.group(group))
        error = self.refusal("DeleteContainerGroup", ContainerGroupId=group)
        self.assertTrue(error["Code"] and error["Message"])

    def test_a_cache_becomes_ready_and_keeps_the_order_of_its_images(self):
        cache = self.wait(lambda: self.image_cache(self.cache), "Ready")
        self.assertEqual(cache["Images"], IMAGES)

    def test_a_deleted_cache_is_gone(self):
        cache = self.create_cache()
        self.wait(lambda: self.image_cache(cache), "Ready")
        self.assertTrue(self.call("DeleteImageCache", ImageCacheId=cache)["RequestId"])
        self.assertIsNone(self.image_cache(cache))
        error = self.refusal("DeleteImageCache", ImageCacheId=cache)
        self.assertTrue(error["Code"] and error["Message"])

    def test_a_missing_parameter_is_named(self):
        error = self.refusal("DeleteContainerGroup")
        self.assertEqual(error["Code"], "MissingParameter")
        self.assertIn("ContainerGroupId", error["Message"])

    def test_a_wrong_secret_key_is_a_signature_that_does_not_match(self):
        with self.assertRaises(KsyunSDKException) as raised:
            client(self.method, self.region, "wrong").DescribeContainerGroup(models.DescribeContainerGroupRequest())
        self.assertEqual(json.loads(raised.exception.message)["Error"]["Code"], "SignatureDoesNotMatch")


class ByPost(Life, unittest.TestCase):
    method, region = "POST", "cn-beijing-6"


class ByGet(Life, unittest.TestCase):
    method, region = "GET", "cn-shanghai-2"


class Readme(unittest.TestCase):
    def test_the_programs_in_the_readmes_run(self):
        root = Path(__file__).parents[2]
        for name in ["README.md", "README.zh-CN.md"]:
            programs = re.findall(r"^```python\n(.*?)^```", (root / name).read_text("utf-8"), re.DOTALL | re.MULTILINE)
            self.assertEqual(len(programs), 1, name)
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                exec(compile(programs[0], name, "exec"), {})
            self.assertIn("ContainerGroups", json.loads(printed.getvalue()), name)


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    passed = result.testsRun - failed
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0 or passed == 0)
