# The bot at work, for Slack: no demo, no compiler, not root, and nothing to write to but /data.
FROM python:3.13-slim AS build
WORKDIR /build
COPY requirements.txt .
RUN python -m venv --without-pip /opt/interview
RUN python -m pip --python /opt/interview/bin/python install --no-cache-dir --no-deps --only-binary :all: \
    --require-hashes -r requirements.txt
COPY . .
RUN python -m pip --python /opt/interview/bin/python install --no-cache-dir --no-deps .

FROM python:3.13-slim
COPY --from=build /opt/interview /opt/interview
RUN install -d -o 10001 -g 10001 /data
ENV PATH=/opt/interview/bin:$PATH
# Of a user without a name the home is known only where something says it, and the SDK asks for it.
ENV HOME=/data
ENV DATABASE_URL=sqlite:////data/interviews.db
WORKDIR /data
VOLUME /data
USER 10001:10001
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import os, urllib.request as u; u.build_opener(u.ProxyHandler({})).open('http://127.0.0.1:' + (os.environ.get('PORT') or '3000') + '/healthz', timeout=4)"]
ENTRYPOINT ["interview-assistant"]
CMD ["run"]
