# Three ends: `server` (the default) is what runs, `development` is `npm run dev` on mounted sources, `build` makes them.
ARG NODE=24
FROM node:${NODE}-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
COPY packages/protocol/package.json packages/protocol/
COPY packages/sdk/package.json packages/sdk/
COPY packages/widget/package.json packages/widget/
COPY packages/server/package.json packages/server/
COPY examples examples
RUN npm ci --no-audit --no-fund

FROM dependencies AS development
COPY . .
# The bundle, its cache and the data are written here by the user below.
RUN mkdir -p data node_modules/.cache packages/widget/dist \
  && chown node:node data node_modules node_modules/.cache packages/widget/dist
USER node
ENV HOST=0.0.0.0
EXPOSE 3000
VOLUME /app/data
STOPSIGNAL SIGTERM
CMD ["npm", "run", "dev"]

FROM dependencies AS build
COPY . .
RUN npm run build && rm -rf packages/*/dist/testing

# What the server needs to run, and nothing that builds or tests it.
FROM dependencies AS production
RUN rm -rf node_modules packages/*/node_modules \
  && npm ci --no-audit --no-fund --workspace packages/server --omit=dev --omit=optional --omit=peer --ignore-scripts \
  && mkdir -p packages/server/node_modules data

# No shell, no package manager: only Node. `nonroot` is user 65532.
FROM gcr.io/distroless/nodejs${NODE}-debian12:nonroot AS server
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0
COPY LICENSE package.json ./
COPY --from=production /app/node_modules node_modules
COPY --from=production /app/packages/server/node_modules packages/server/node_modules
COPY packages/protocol/package.json packages/protocol/
COPY --from=build /app/packages/protocol/dist packages/protocol/dist
COPY packages/server/package.json packages/server/
COPY --from=build /app/packages/server/dist packages/server/dist
COPY deploy/image deploy/image
COPY --from=production --chown=65532:65532 /app/data data
USER 65532:65532
EXPOSE 3000
# The database where none is named, running answers, the node's own name and keys.
VOLUME /app/data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=25s --start-period=60s --retries=3 CMD ["/nodejs/bin/node", "deploy/image/check-health.ts"]
ENTRYPOINT ["/nodejs/bin/node"]
CMD ["packages/server/dist/cli.js", "start"]
