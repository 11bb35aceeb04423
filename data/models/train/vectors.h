/** Word vectors, as `vectors` writes and `train` reads them. */
#ifndef TRAIN_VECTORS_H
#define TRAIN_VECTORS_H

enum { DIMENSIONS = 96 };

#endif
