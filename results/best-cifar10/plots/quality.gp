# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Sample quality against network evaluations' at screen 0.02, screen 0.9540 left noenhanced font ',18' textcolor rgb '#222222'
set label 'CIFAR-10: quality of the best dozen' at screen 0.02, screen 0.9060 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'fd[cifar10-classifier]   (lower is better); bars: 95 %; points side by side' at screen 0.02, screen 0.8640 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.8260
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
9.7530991 229.36807 225.61151 233.12463
19.506198 189.53576 186.26437 192.80715
EOD
$c1 << EOD
9.7938218 173.81507 171.85195 175.7782
19.587644 175.94686 172.69395 179.19978
EOD
$c2 << EOD
4.9173573 200.44206 198.61796 202.26615
9.8347145 169.66809 168.14932 171.18687
19.669429 167.08066 165.57118 168.59014
EOD
$c3 << EOD
4.937889 199.7555 198.62181 200.88919
9.875778 168.85941 167.24604 170.47277
19.751556 166.0977 164.5869 167.60849
EOD
$c4 << EOD
4.9585065 340.31592 338.09539 342.53646
9.9170129 175.93512 174.1837 177.68654
19.834026 166.28084 164.75795 167.80372
EOD
$c5 << EOD
4.97921 308.26429 306.93317 309.59541
9.95842 161.28294 159.93375 162.63214
19.91684 156.00471 154.73613 157.27328
EOD
$c6 << EOD
5 177.9813 176.88252 179.08007
10 172.89796 171.50145 174.29446
20 165.88452 164.35831 167.41073
EOD
$c7 << EOD
5.0208768 227.61206 226.24765 228.97646
10.041754 160.90218 159.59084 162.21351
20.083507 161.48598 160.04739 162.92458
EOD
$c8 << EOD
5.0418408 238.87459 236.52274 241.22643
10.083682 181.18862 179.54025 182.837
20.167363 165.67587 164.10483 167.2469
EOD
$c9 << EOD
5.0628923 274.77106 272.73951 276.8026
10.125785 196.527 194.83429 198.2197
20.251569 166.20931 164.65437 167.76425
EOD
$c10 << EOD
5.0840317 240.89357 238.68757 243.09957
10.168063 174.94792 173.3938 176.50205
20.336127 153.20247 151.67383 154.73111
EOD
$c11 << EOD
5.1052593 171.00127 169.67155 172.331
10.210519 169.78226 168.48699 171.07753
20.421037 156.50409 155.15865 157.84953
EOD
$c12 << EOD
5.1265756 334.35225 331.08428 337.62021
10.253151 250.45685 247.86823 253.04548
20.506302 196.77128 194.67697 198.8656
EOD
set lmargin at screen 0.100
set rmargin at screen 0.546
set bmargin at screen 0.1488
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set ytics ('150' 150, '200' 200, '250' 250, '300' 300, '350' 350)
set logscale x
set xtics ('5' 5, '7' 7, '10' 10, '15' 15, '20' 20)
set xrange [4.3478261:23]
set yrange [140.22207:353.98821]
set arrow from graph 1.02, graph 0.6160 to graph 1.085, graph 0.6160 nohead linecolor rgb '#666666' linewidth 2 dashtype 1
set label 'dpmpp_2m_sde, log_snr' at graph 1.1, graph 0.6160 left noenhanced font ',10' textcolor rgb '#666666'
set label '' at graph 1.0525, graph 0.6160 point pt 11 ps 0.8 lc rgb '#666666'
set arrow from graph 1.02, graph 0.5600 to graph 1.085, graph 0.5600 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'sa_solver, log_snr' at graph 1.1, graph 0.5600 left noenhanced font ',10' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.5600 point pt 15 ps 0.8 lc rgb '#009E73'
set arrow from graph 1.02, graph 0.5040 to graph 1.085, graph 0.5040 nohead linecolor rgb '#E69F00' linewidth 2 dashtype 1
set label 'analytic_start(dpmpp_2m), log_snr' at graph 1.1, graph 0.5040 left noenhanced font ',10' textcolor rgb '#E69F00'
set label '' at graph 1.0525, graph 0.5040 point pt 13 ps 0.8 lc rgb '#E69F00'
set arrow from graph 1.02, graph 0.3360 to graph 1.085, graph 0.3360 nohead linecolor rgb '#882255' linewidth 2 dashtype 1
set label 'unipc2_bh2, log_snr' at graph 1.1, graph 0.3360 left noenhanced font ',10' textcolor rgb '#882255'
set label '' at graph 1.0525, graph 0.3360 point pt 5 ps 0.8 lc rgb '#882255'
set arrow from graph 1.02, graph 0.4480 to graph 1.085, graph 0.4480 nohead linecolor rgb '#999933' linewidth 2 dashtype 1
set label 'ipndm3, log_snr' at graph 1.1, graph 0.4480 left noenhanced font ',10' textcolor rgb '#999933'
set label '' at graph 1.0525, graph 0.4480 point pt 9 ps 0.8 lc rgb '#999933'
set arrow from graph 1.02, graph 0.0560 to graph 1.085, graph 0.0560 nohead linecolor rgb '#AA4499' linewidth 2 dashtype 1
set label 'gradient_estimation, log_snr' at graph 1.1, graph 0.0560 left noenhanced font ',10' textcolor rgb '#AA4499'
set label '' at graph 1.0525, graph 0.0560 point pt 13 ps 0.8 lc rgb '#AA4499'
set arrow from graph 1.02, graph 0.2800 to graph 1.085, graph 0.2800 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'dpm_solver_v3_2, log_snr' at graph 1.1, graph 0.2800 left noenhanced font ',10' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.2800 point pt 13 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.1680 to graph 1.085, graph 0.1680 nohead linecolor rgb '#0072B2' linewidth 2 dashtype (5,3)
set label 'dpmpp_2m, karras' at graph 1.1, graph 0.1680 left noenhanced font ',10' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.1680 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.2240 to graph 1.085, graph 0.2240 nohead linecolor rgb '#56B4E9' linewidth 2 dashtype (5,3)
set label 'deis_tab2, karras' at graph 1.1, graph 0.2240 left noenhanced font ',10' textcolor rgb '#56B4E9'
set label '' at graph 1.0525, graph 0.2240 point pt 11 ps 0.8 lc rgb '#56B4E9'
set arrow from graph 1.02, graph 0.3920 to graph 1.085, graph 0.3920 nohead linecolor rgb '#CC79A7' linewidth 2 dashtype (1.5,2.5)
set label 'ipndm2, uniform' at graph 1.1, graph 0.3920 left noenhanced font ',10' textcolor rgb '#CC79A7'
set label '' at graph 1.0525, graph 0.3920 point pt 7 ps 0.8 lc rgb '#CC79A7'
set arrow from graph 1.02, graph 0.0000 to graph 1.085, graph 0.0000 nohead linecolor rgb '#000000' linewidth 2 dashtype (1.5,2.5)
set label 'ipndm_v4_legacy, uniform' at graph 1.1, graph 0.0000 left noenhanced font ',10' textcolor rgb '#000000'
set label '' at graph 1.0525, graph 0.0000 point pt 5 ps 0.8 lc rgb '#000000'
set arrow from graph 1.02, graph 0.1120 to graph 1.085, graph 0.1120 nohead linecolor rgb '#332288' linewidth 2 dashtype (1.5,2.5)
set label 'v_ab2, uniform' at graph 1.1, graph 0.1120 left noenhanced font ',10' textcolor rgb '#332288'
set label '' at graph 1.0525, graph 0.1120 point pt 11 ps 0.8 lc rgb '#332288'
set arrow from graph 1.02, graph 0.6720 to graph 1.085, graph 0.6720 nohead linecolor rgb '#009E73' linewidth 2 dashtype (1.5,2.5)
set label 'ddim, uniform' at graph 1.1, graph 0.6720 left noenhanced font ',10' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.6720 point pt 9 ps 0.8 lc rgb '#009E73'
set terminal svg noenhanced size 640,500 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'quality.svg'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#666666' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#666666' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#882255' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c4 using 1:2:3:4 with yerrorbars linecolor rgb '#999933' pointtype 0, \
     $c4 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c5 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c5 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c6 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c6 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c7 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c7 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype (5,3) pointtype 7 pointsize 0.8, \
     $c8 using 1:2:3:4 with yerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c8 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype (5,3) pointtype 11 pointsize 0.8, \
     $c9 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c9 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype (1.5,2.5) pointtype 7 pointsize 0.8, \
     $c10 using 1:2:3:4 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c10 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype (1.5,2.5) pointtype 5 pointsize 0.8, \
     $c11 using 1:2:3:4 with yerrorbars linecolor rgb '#332288' pointtype 0, \
     $c11 using 1:2 with linespoints linecolor rgb '#332288' linewidth 2 dashtype (1.5,2.5) pointtype 11 pointsize 0.8, \
     $c12 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c12 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype (1.5,2.5) pointtype 9 pointsize 0.8
set terminal pngcairo noenhanced size 1280,1000 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'quality.png'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#666666' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#666666' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#882255' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c4 using 1:2:3:4 with yerrorbars linecolor rgb '#999933' pointtype 0, \
     $c4 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c5 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c5 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c6 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c6 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c7 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c7 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype (5,3) pointtype 7 pointsize 0.8, \
     $c8 using 1:2:3:4 with yerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c8 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype (5,3) pointtype 11 pointsize 0.8, \
     $c9 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c9 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype (1.5,2.5) pointtype 7 pointsize 0.8, \
     $c10 using 1:2:3:4 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c10 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype (1.5,2.5) pointtype 5 pointsize 0.8, \
     $c11 using 1:2:3:4 with yerrorbars linecolor rgb '#332288' pointtype 0, \
     $c11 using 1:2 with linespoints linecolor rgb '#332288' linewidth 2 dashtype (1.5,2.5) pointtype 11 pointsize 0.8, \
     $c12 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c12 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype (1.5,2.5) pointtype 9 pointsize 0.8
unset output
