# One image for web and worker. Build: docker build -t zhuhua-memory .
FROM python:3.11-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 MALLOC_ARENA_MAX=2 DJANGO_SETTINGS_MODULE=museum.settings.base VAR_DIR=/var/museum
WORKDIR /srv/museum

# Quote cards are drawn here and need Chinese letters.
RUN apt-get update && apt-get install --yes --no-install-recommends fonts-noto-cjk && rm -rf /var/lib/apt/lists/*

COPY requirements-setup.txt requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements-setup.txt \
 && uv pip install --system --no-cache --require-hashes -r requirements.txt

COPY . .
RUN useradd --system --home-dir /srv/museum museum && install -d -o museum /var/museum

USER museum
VOLUME /var/museum
EXPOSE 8000
CMD ["gunicorn", "museum.wsgi", "--bind=0.0.0.0:8000", "--workers=2", "--threads=8", "--no-control-socket"]
