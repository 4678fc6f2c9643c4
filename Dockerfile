# docker build -t ragcache . ; docs/docker.md tells the rest.
#
# Pinned by tag, so that a rebuild takes in security fixes. To pin the bytes as well:
#   docker buildx imagetools inspect node:24-bookworm-slim
# and build with --build-arg NODE_IMAGE=node:24-bookworm-slim@sha256:<the digest it shows>
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY nest-cli.json tsconfig.json tsconfig.build.json ./
COPY scripts/keep-platform.mjs scripts/
COPY apps apps
COPY libs libs
RUN npm run build && rm -r dist/apps/demo dist/apps/simulator dist/.tsbuildinfo
# npm keeps typescript, an optional peer of @nestjs/swagger; nothing loads it (test/docker/typescript.spec.ts).
RUN npm prune --omit=dev && node scripts/keep-platform.mjs node_modules \
  && rm -r node_modules/typescript node_modules/.bin

FROM ${NODE_IMAGE}
# Nothing in here installs anything: package managers would only help an intruder.
RUN rm -rf /usr/local/lib/node_modules /opt/yarn-* \
      /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /usr/local/bin/yarn /usr/local/bin/yarnpkg \
  && install -d -o 65532 -g 65532 -m 0700 /data
WORKDIR /app
COPY package.json LICENSE NOTICE ./
COPY models models
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
ENV NODE_ENV=production DATA_DIR=/data
USER 65532:65532
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/apps/api/src/main.js"]
