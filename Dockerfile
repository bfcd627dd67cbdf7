# Yekbar as production runs it: Node executes the TypeScript directly, so nothing is built.
#   docker build -t yekbar .
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# Without scripts: the image brings Node itself, and argon2 comes prebuilt.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production
# Password hashes take 19 MB each: without these, glibc keeps such blocks in every thread's arena for good.
ENV MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=4194304
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json ./
COPY migrations ./migrations
COPY views ./views
COPY examples ./examples
COPY src ./src
# The program without its types, so that Node need not keep in memory what strips them.
RUN node src/stripped.js
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/readyz`).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Little memory for the same speed (docs/benchmark.md).
CMD ["node", "--import=./src/stripped.js", "--max-semi-space-size=8", "--heap-growing-percent=30", "--no-allocation-site-pretenuring", "src/main.ts", "serve"]
