// A reading process that does what a tile's first byte says: for tests of the client alone.
process.on('disconnect', () => process.exit(0));
process.on('message', ({ id, png }) => {
  const [order] = png;
  if (order === 1) process.exit(5);
  if (order === 2) return;
  if (order === 3) process.send({ id, error: 'bad tensor' });
  else {
    const lines = [
      {
        text: `${process.pid}`,
        score: 1,
        corners: [
          [0, 0],
          [9, 0],
          [9, 9],
          [0, 9],
        ],
      },
    ];
    process.send({ id, lines, rss: order === 4 ? 2 ** 34 : 1_000 });
  }
});
