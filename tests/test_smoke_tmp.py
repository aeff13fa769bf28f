import pytest
from django.urls import reverse
@pytest.mark.django_db
def test_smoke(world, signed_in):
    w=world
    bad=[]
    def go(p, *urls):
        c=signed_in(p)
        for u in urls:
            try:
                r=c.get(u)
                print(p.name,u,r.status_code,len(r.content))
                if r.status_code!=200: bad.append((p.name,u,r.status_code))
            except Exception as e:
                import traceback
                bad.append((p.name,u,repr(e)[:300], traceback.format_exc()[-600:]))
    pk=w.elmfield_return.pk; r=w.round.pk
    go(w.bob,'/home/','/help/','/rounds/',f'/rounds/{r}/',f'/returns/{pk}/',f'/returns/{pk}/sections/1/',f'/returns/{pk}/assign/',f'/returns/{pk}/sign-off/',f'/returns/{pk}/reopen/',f'/returns/{pk}/results/',f'/returns/{pk}/answers/1.1/history/','/frameworks/','/frameworks/planning-2020/','/frameworks/compare/','/people/','/people/invite/','/account/',f'/people/{w.alice.pk}/')
    go(w.dana,'/home/','/rounds/','/rounds/new/',f'/rounds/{r}/',f'/rounds/{r}/edit/',f'/rounds/{r}/invite/',f'/rounds/{r}/close/',f'/rounds/{r}/area/','/extra-access/','/trail/',f'/rounds/{r}/area/export/')
    go(w.omar,'/home/','/people/',f'/people/{w.bob.pk}/',f'/people/{w.bob.pk}/roles/',f'/people/{w.bob.pk}/name/','/agencies/','/agencies/add/','/agencies/elmfield-school/','/agencies/elmfield-school/edit/','/area/','/trail/','/extra-access/')
    from tests.world import fill, sign_off
    fill(w.elmfield_return, w.bob, 3)
    go(w.bob,f'/returns/{pk}/sections/1/',f'/returns/{pk}/results/',f'/returns/{pk}/sign-off/',f'/returns/{pk}/answers/1.1/history/')
    sign_off(w.elmfield_return,w.bob)
    go(w.dana,f'/rounds/{r}/area/',f'/returns/{pk}/results/',f'/returns/{pk}/',f'/returns/{pk}/sections/2/')
    from django.test import Client
    for u in ['/','/health/','/nope/']:
        x=Client().get(u); print(u,x.status_code)
    for b in bad: print("BAD",*b)
    assert not bad
