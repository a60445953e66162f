import time
from datetime import UTC, datetime, timedelta

import pytest

from assessments.models import BenchmarkBlock, BenchmarkCell, BenchmarkEntry
from portal.demo import synthetic
from tests.portal.results.world import framework

pytestmark = [pytest.mark.django_db(transaction=True)]
AT = datetime(2026, 11, 20, 5, 3, tzinfo=UTC)


def test_x():
    from core.scope import acting_as_system
    from assessments.demo import drawn, load_synthetic
    from assessments.documents import framework_of
    with acting_as_system():
        v = framework()
    f=framework_of(v)
    t = time.process_time(); w=time.monotonic()
    pl=list(synthetic.plants(f, AT.date(), 30000)); print("plants", time.process_time()-t)
    d=drawn(f,pl);  print("drawn", time.process_time()-t)
    with acting_as_system():
      n=load_synthetic(v,d,AT)
      print("LOAD", n, time.process_time() - t, time.monotonic()-w, BenchmarkBlock.objects.count(), BenchmarkEntry.objects.count())
      from collections import Counter
      c=Counter()
      for x in BenchmarkCell.objects.all():
        c[(bool(x.industry),bool(x.size),x.region.isdigit(),bool(x.region)), "n10" if x.firms>=10 else "n5"]+=1
      print(c)
      print(BenchmarkCell.objects.filter(industry="25",size="SMALL",region="48").values())
      x=BenchmarkCell.objects.get(industry="",size="",region=""); print(x.plants, x.numbers["total"])
