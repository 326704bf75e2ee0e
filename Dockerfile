# One image for the server, the worker, the lock gateway and the migrations; compose.yaml says which program each container runs.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# The optional dependencies are the embedded PostgreSQL of the sandbox.
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund && npm cache clean --force

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/build/js ./
COPY --from=build /app/build/assets ./build/assets
COPY package.json openapi.yaml ./
COPY migrations ./migrations
# Where the lock gateway keeps its state: the volume that is mounted here takes over the owner.
RUN mkdir /state && chown node:node /state
USER node
EXPOSE 3000
CMD ["node", "src/server.js"]
