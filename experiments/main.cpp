#include "experiments/verbs.h"

int main(int argc, char** argv) { return odelia::run_command_line(argc, argv); }
