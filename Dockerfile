# One image for web, worker, beat, bot and the commands. Everything of Python is pinned and checked by its hash.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /opt/hornbill
RUN python -m venv /opt/venv
COPY requirements/base.txt requirements/base.txt
RUN /opt/venv/bin/python -m pip install --require-hashes --requirement requirements/base.txt
COPY manage.py pyproject.toml LICENSE ./
COPY config config
COPY staff staff
COPY vault vault
COPY reference reference
COPY hotline hotline
COPY intel intel
COPY cases cases
COPY bots bots
COPY locale locale
COPY deploy/gunicorn.conf.py deploy/gunicorn.conf.py
# Translations, styles, the faces of our documents: made here, so that a container writes none of them. No key and no
# database is needed for it, and none is in the image.
ENV STATIC_ROOT=/opt/hornbill/static HORNBILL_FONTS=/opt/hornbill/fonts DATA=/tmp/build
RUN /opt/venv/bin/python -m config.wording compile \
 && /opt/venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
 && /opt/venv/bin/python -c "from intel.rendering import fonts; fonts.ready()" \
 && /opt/venv/bin/python -c "from hotline.reading.index import ready; ready()" \
 && /opt/venv/bin/python -m compileall -q config staff vault reference hotline intel cases bots \
 && chmod -R a+rX /opt/hornbill

FROM python:3.11-slim-bookworm
# LibreOffice draws copies of office files, in whatever script they are written. It reads strangers' files in a process
# that is shut in (docs/operations.md, "Files from strangers").
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends \
      fontconfig fonts-noto-cjk fonts-noto-core \
      libreoffice-calc-nogui libreoffice-impress-nogui libreoffice-writer-nogui \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 hornbill \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/hornbill --shell /usr/sbin/nologin hornbill \
 && install -d -m 0700 -o hornbill -g hornbill /var/lib/hornbill /var/lib/hornbill/files /var/lib/hornbill/checkpoints
COPY --from=build /opt/venv /opt/venv
COPY --from=build /opt/hornbill /opt/hornbill
WORKDIR /opt/hornbill
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    HOTLINE_MODE=live DATA=/var/lib/hornbill STATIC_ROOT=/opt/hornbill/static HORNBILL_FONTS=/opt/hornbill/fonts \
    XDG_CACHE_HOME=/var/lib/hornbill/cache
USER 10001:10001
EXPOSE 8000
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "config.wsgi"]
