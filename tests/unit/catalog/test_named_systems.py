"""Every system that the catalogue is asked for has a scheme, and whoever looks for its usual name finds it there."""

from __future__ import annotations

import pytest

from demerit.evidence.catalogue import catalogue_ids
from demerit.scheme.load import load_scheme

NAMED = {
    "China's court lists": [("cn-judgment-defaulters-2017", "judgment")],
    "rail and flight lists": [("cn-rail-flight-2018", "flight")],
    "tourism": [("cn-tourism-records-2016", "touris")],
    "tax": [("cn-tax-credit-2020", "tax"), ("cn-tax-major-violations-2022", "tax")],
    "exit bans": [("cn-exit-bans-2023", "exit")],
    "Suining": [("cn-suining-2010", "suining")],
    "Rongcheng": [("cn-rongcheng-2019", "rongcheng")],
    "Weihai": [("cn-weihai-haibei-2018", "weihai")],
    "other cities": [
        ("cn-suqian-xichu-2018", "suqian"), ("cn-xiamen-bailu-2018", "xiamen"), ("cn-fuzhou-moli-2018", "fuzhou"),
        ("cn-hangzhou-qianjiang-2018", "hangzhou"), ("cn-suzhou-osmanthus-2018", "suzhou"),
        ("cn-wuxi-afu-2019", "wuxi"), ("cn-kenli-chengken-2019", "kenli"), ("cn-yiwu-2017", "yiwu"),
        ("cn-nanjing-trust-card-2016", "nanjing"),
    ],
    "village points": [
        ("cn-jiakuang-majia-2019", "village"), ("cn-yangqiao-2019", "village"), ("cn-huantai-2022", "huantai"),
    ],
    "watchers": [("cn-jiakuang-majia-2019", "gatherer")],
    "dog licences": [("cn-jinan-dogs-2017", "dog")],
    "ringtones": [("cn-ringtone-shaming-2017", "ring")],
    "health code": [("cn-health-code-2022", "health code")],
    "epidemic lists": [("cn-epidemic-credit-2020", "epidemic")],
    "clergy": [("cn-shandong-clergy-2023", "clergy"), ("cn-henan-sites-2019", "religious")],
    "Zhima": [("cn-zhima-2016", "zhima")],
    "Venezuela": [("ve-carnet-2018", "venezuela")],
    "the UK rewards pilot": [("uk-better-health-rewards-2023", "reward")],
    "the UK pass": [("uk-nhs-covid-pass-2021", "pass")],
    "the German scenario": [("de-bonus-scenario-2020", "scenario")],
    "Bologna": [("it-bologna-wallet-2022", "bologna")],
    "Parma": [("it-parma-housing-2018", "parma")],
    "Fidenza": [("it-fidenza-housing-2022", "fidenza")],
    "Green Pass": [("it-green-pass-2022", "green pass")],
    "Carrot Rewards": [("ca-carrot-rewards-2016", "carrot")],
    "ArriveCAN": [("ca-arrivecan-2022", "arrivecan")],
    "TraceTogether": [("sg-tracetogether-2020", "tracetogether")],
    "Dutch welfare scores": [
        ("nl-amsterdam-smartcheck-2022", "amsterdam"), ("nl-amsterdam-smartcheck-2023", "amsterdam"),
        ("nl-fraudescorekaart-2004", "fraudescorekaart"), ("nl-fsv-2013", "fsv"),
        ("nl-rotterdam-gbm-2017", "rotterdam"), ("nl-syri-2018", "syri"), ("nl-toeslagen-rcm-2013", "childcare"),
    ],
    "French welfare score": [("fr-cnaf-2023", "cnaf")],
    "Danish welfare score": [("dk-udk-2024", "udbetaling")],
    "Swedish welfare score": [("se-fk-vab-2017", "vab")],
    "British welfare score": [("uk-dwp-hb-2020", "housing benefit")],
    "Australian welfare score": [("au-robodebt-2016", "robodebt")],
    "US welfare score": [("us-midas-2013", "midas")],
    "credit files": [
        ("us-credit-reports-2013", "credit"), ("us-chexsystems-2013", "chexsystems"), ("de-schufa-2023", "schufa"),
    ],
    "tenant screening": [("us-tenant-screening-2022", "tenant")],
    "no-fly": [("us-no-fly-2016", "no fly")],
    "driver points": [("us-ny-driver-points-2013", "driver")],
    "licence suspension for debt": [("us-debt-license-suspension-2019", "licen")],
    "Chicago's list": [("us-chicago-ssl-2016", "chicago")],
    "sex offender registries": [("us-sex-offender-registry-2006", "sex offen")],
    "Uber": [("us-uber-ratings-2016", "uber")],
    "Peeple": [("ca-peeple-2015", "peeple")],
    "Nosedive": [("xx-nosedive-2016", "nosedive")],
    "customs": [("cn-customs-credit-2021", "customs")],
    "environment colours": [("cn-environment-guangdong-2006", "environment")],
    "joint punishment": [("cn-joint-punishment-2018", "joint")],
    "Rongcheng enterprises": [("cn-rongcheng-firms-2021", "rongcheng")],
}  # fmt: skip


@pytest.mark.parametrize("asked", NAMED)
def test_a_system_is_found_by_its_name(asked: str) -> None:
    for name, word in NAMED[asked]:
        scheme = load_scheme(name)[0]
        labels = [channel.label for channel in scheme.channels]
        assert word in " ".join((scheme.title, scheme.about, *labels)).lower(), f"{name} does not say {word!r}"


def test_every_scheme_is_what_somebody_asks_for() -> None:
    assert {name for found in NAMED.values() for name, _ in found} == set(catalogue_ids("schemes"))
