# One image for API, worker and jobs; the command says which. `docker build -t holdfast .`

# Compiled where development packages are; nothing of this stage but `dist` goes on.
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build

# What runs needs, and of Temporal's five native builds the one of this platform: 120 MB less.
FROM node:24.21.0-bookworm-slim AS packages
ARG TARGETARCH
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund \
  && case "$TARGETARCH" in \
       amd64) keep=x86_64-unknown-linux-gnu ;; \
       arm64) keep=aarch64-unknown-linux-gnu ;; \
       *) echo "Temporal has no native build for $TARGETARCH" >&2; exit 1 ;; \
     esac \
  && cd node_modules/@temporalio/core-bridge \
  && test -d "releases/$keep" \
  && find releases -mindepth 1 -maxdepth 1 ! -name "$keep" -exec rm -r {} + \
  && rm -r sdk-core

FROM node:24.21.0-bookworm-slim
# The import: what every thread that runs workflows loads first (worker/workflow-threads.mjs says why).
ENV NODE_ENV=production \
    NODE_OPTIONS=--import=/app/dist/worker/workflow-threads.mjs \
    HOST=0.0.0.0 \
    DOCUMENTS_DIR=/var/lib/holdfast/documents
WORKDIR /app
# A volume mounted here is made with this owner.
RUN install -d -o node -g node /var/lib/holdfast/documents
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
USER node
EXPOSE 3000 3001 3002
STOPSIGNAL SIGTERM
# Whether the process runs; whether it should get work is /readyz, for those who send it. A worker answers at its own port.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/livez`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/app/api.js"]
