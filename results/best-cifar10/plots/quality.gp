# Made by odelia report; run gnuplot on this file to draw it again.
$c0 << EOD
10 229.36807 3.2550211
20 189.53576 2.8346257
EOD
$c1 << EOD
10 173.81507 1.7010303
20 175.94686 2.8186201
EOD
$c2 << EOD
5 200.44206 1.5805594
10 169.66809 1.3160013
20 167.08066 1.3079495
EOD
$c3 << EOD
5 199.7555 0.98233396
10 168.85941 1.397962
20 166.0977 1.3090879
EOD
$c4 << EOD
5 340.31592 1.924069
10 175.93512 1.5175878
20 166.28084 1.3195624
EOD
$c5 << EOD
5 308.26429 1.1534038
10 161.28294 1.1690655
20 156.00471 1.0992072
EOD
$c6 << EOD
5 173.26615 0.88299241
10 172.70438 1.216762
20 165.60962 1.3229928
EOD
$c7 << EOD
5 227.61206 1.1822431
10 160.90218 1.136258
20 161.48598 1.2465313
EOD
$c8 << EOD
5 238.87459 2.0378483
10 181.18862 1.4282985
20 165.67587 1.3612849
EOD
$c9 << EOD
5 274.77106 1.7603135
10 196.527 1.4667109
20 166.20931 1.3473397
EOD
$c10 << EOD
5 240.89357 1.9114747
10 174.94792 1.3466325
20 153.20247 1.3245548
EOD
$c11 << EOD
5 171.00127 1.1521922
10 169.78226 1.1223374
20 156.50409 1.1658078
EOD
$c12 << EOD
5 334.35225 2.8316606
10 250.45685 2.2430131
20 196.77128 1.8147027
EOD
set lmargin at screen 0.08
set rmargin at screen 0.600
set tmargin at screen 0.865
set bmargin at screen 0.125
set label 1 'Sample quality against network evaluations' at screen 0.02, screen 0.955 left noenhanced font ',16' textcolor rgb '#222222'
set label 2 'fd[cifar10-classifier]   (lower is better)' at screen 0.02, screen 0.905 left noenhanced font ',12' textcolor rgb '#5b636d'
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 textcolor rgb '#5b636d'
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
set logscale x
set xtics ('5' 5, '10' 10, '20' 20)
set xrange [4.3478261:23]
set yrange [141.97566:351.54273]
set arrow 3 from graph 0.9241, graph 0.2269 to graph 1.018, graph 0.5720 nohead linecolor rgb '#900072B2' linewidth 0.8 dashtype 3
set label 4 'dpmpp_2m_sde, log_snr' at graph 1.024, graph 0.5720 left noenhanced font ',12' textcolor rgb '#0072B2'
set arrow 5 from graph 0.9241, graph 0.1621 to graph 1.018, graph 0.5200 nohead linecolor rgb '#90D55E00' linewidth 0.8 dashtype 3
set label 6 'sa_solver, log_snr' at graph 1.024, graph 0.5200 left noenhanced font ',12' textcolor rgb '#D55E00'
set arrow 7 from graph 0.9241, graph 0.1198 to graph 1.018, graph 0.4680 nohead linecolor rgb '#90009E73' linewidth 0.8 dashtype 3
set label 8 'analytic_start(dpmpp_2m), log_snr' at graph 1.024, graph 0.4680 left noenhanced font ',12' textcolor rgb '#009E73'
set arrow 9 from graph 0.9241, graph 0.1151 to graph 1.018, graph 0.3120 nohead linecolor rgb '#90CC79A7' linewidth 0.8 dashtype 3
set label 10 'unipc2_bh2, log_snr' at graph 1.024, graph 0.3120 left noenhanced font ',12' textcolor rgb '#CC79A7'
set arrow 11 from graph 0.9241, graph 0.1160 to graph 1.018, graph 0.4160 nohead linecolor rgb '#90E69F00' linewidth 0.8 dashtype 3
set label 12 'ipndm3, log_snr' at graph 1.024, graph 0.4160 left noenhanced font ',12' textcolor rgb '#E69F00'
set arrow 13 from graph 0.9241, graph 0.0669 to graph 1.018, graph 0.0520 nohead linecolor rgb '#9056B4E9' linewidth 0.8 dashtype 3
set label 14 'gradient_estimation, log_snr' at graph 1.024, graph 0.0520 left noenhanced font ',12' textcolor rgb '#56B4E9'
set arrow 15 from graph 0.9241, graph 0.1128 to graph 1.018, graph 0.2080 nohead linecolor rgb '#90000000' linewidth 0.8 dashtype 3
set label 16 'dpm_solver_v3_2, log_snr' at graph 1.024, graph 0.2080 left noenhanced font ',12' textcolor rgb '#000000'
set arrow 17 from graph 0.9241, graph 0.0931 to graph 1.018, graph 0.1560 nohead linecolor rgb '#90882255' linewidth 0.8 dashtype 3
set label 18 'dpmpp_2m, karras' at graph 1.024, graph 0.1560 left noenhanced font ',12' textcolor rgb '#882255'
set arrow 19 from graph 0.9241, graph 0.1131 to graph 1.018, graph 0.2600 nohead linecolor rgb '#90999933' linewidth 0.8 dashtype 3
set label 20 'deis_tab2, karras' at graph 1.024, graph 0.2600 left noenhanced font ',12' textcolor rgb '#999933'
set arrow 21 from graph 0.9241, graph 0.1156 to graph 1.018, graph 0.3640 nohead linecolor rgb '#90332288' linewidth 0.8 dashtype 3
set label 22 'ipndm2, uniform' at graph 1.024, graph 0.3640 left noenhanced font ',12' textcolor rgb '#332288'
set arrow 23 from graph 0.9241, graph 0.0536 to graph 1.018, graph 0.0000 nohead linecolor rgb '#90AA4499' linewidth 0.8 dashtype 3
set label 24 'ipndm_v4_legacy, uniform' at graph 1.024, graph 0.0000 left noenhanced font ',12' textcolor rgb '#AA4499'
set arrow 25 from graph 0.9241, graph 0.0693 to graph 1.018, graph 0.1040 nohead linecolor rgb '#90666666' linewidth 0.8 dashtype 3
set label 26 'v_ab2, uniform' at graph 1.024, graph 0.1040 left noenhanced font ',12' textcolor rgb '#666666'
set arrow 27 from graph 0.9241, graph 0.2615 to graph 1.018, graph 0.6240 nohead linecolor rgb '#900072B2' linewidth 0.8 dashtype 3
set label 28 'ddim, uniform' at graph 1.024, graph 0.6240 left noenhanced font ',12' textcolor rgb '#0072B2'
set terminal svg size 860,540 font 'Helvetica,Arial,sans-serif,13' background '#ffffff'
set output 'quality.svg'
plot $c0 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c1 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c3 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c3 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c4 with yerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c4 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c5 with yerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c5 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c6 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c6 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c7 with yerrorbars linecolor rgb '#882255' pointtype 0, \
     $c7 with linespoints linecolor rgb '#882255' linewidth 2 dashtype (5,3) pointtype 5 pointsize 0.8, \
     $c8 with yerrorbars linecolor rgb '#999933' pointtype 0, \
     $c8 with linespoints linecolor rgb '#999933' linewidth 2 dashtype (5,3) pointtype 9 pointsize 0.8, \
     $c9 with yerrorbars linecolor rgb '#332288' pointtype 0, \
     $c9 with linespoints linecolor rgb '#332288' linewidth 2 dashtype (1.5,2.5) pointtype 11 pointsize 0.8, \
     $c10 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c10 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype (1.5,2.5) pointtype 13 pointsize 0.8, \
     $c11 with yerrorbars linecolor rgb '#666666' pointtype 0, \
     $c11 with linespoints linecolor rgb '#666666' linewidth 2 dashtype (1.5,2.5) pointtype 15 pointsize 0.8, \
     $c12 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c12 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype (1.5,2.5) pointtype 7 pointsize 0.8
set terminal pngcairo size 1720,1080 fontscale 1.9 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'quality.png'
plot $c0 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c1 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c3 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c3 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c4 with yerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c4 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c5 with yerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c5 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c6 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c6 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c7 with yerrorbars linecolor rgb '#882255' pointtype 0, \
     $c7 with linespoints linecolor rgb '#882255' linewidth 2 dashtype (5,3) pointtype 5 pointsize 0.8, \
     $c8 with yerrorbars linecolor rgb '#999933' pointtype 0, \
     $c8 with linespoints linecolor rgb '#999933' linewidth 2 dashtype (5,3) pointtype 9 pointsize 0.8, \
     $c9 with yerrorbars linecolor rgb '#332288' pointtype 0, \
     $c9 with linespoints linecolor rgb '#332288' linewidth 2 dashtype (1.5,2.5) pointtype 11 pointsize 0.8, \
     $c10 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c10 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype (1.5,2.5) pointtype 13 pointsize 0.8, \
     $c11 with yerrorbars linecolor rgb '#666666' pointtype 0, \
     $c11 with linespoints linecolor rgb '#666666' linewidth 2 dashtype (1.5,2.5) pointtype 15 pointsize 0.8, \
     $c12 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c12 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype (1.5,2.5) pointtype 7 pointsize 0.8
unset output
