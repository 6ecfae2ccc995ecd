FROM node:20.20.2-bookworm-slim AS build
WORKDIR /app
ENV ONNXRUNTIME_NODE_INSTALL=skip
COPY package.json package-lock.json .npmrc setup.mjs ./
COPY console/package.json console/
RUN npm ci --no-audit --no-fund
COPY . .
RUN node setup.mjs build && npm prune --omit=dev --no-audit --no-fund

FROM node:20.20.2-bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends chromium-headless-shell fonts-noto-cjk fontconfig \
  && rm -rf /var/lib/apt/lists/* \
  && install -d -o node -g node /var/lib/yaoshao
WORKDIR /app
COPY --from=build --chown=root:root /app /app
USER node
EXPOSE 4000
VOLUME /var/lib/yaoshao
CMD ["node", "dist/pipeline/run.js", "start"]
