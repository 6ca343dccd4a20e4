# Made by odelia order; run gnuplot on this file to draw it again.
$d << EOD
59 1.0000 0.9620 0.9864 0.9875 gradient_estimation
58 2.0000 1.9871 1.9983 1.9986 ipndm2
57 2.0000 1.9518 1.9700 2.8690 ipndm3
56 2.0000 1.9776 1.9919 2.1729 ipndm4
55 2.0000 1.9871 1.9944 1.9945 ipndm_v2
54 2.0000 2.0868 2.1877 2.8690 ipndm_v3
53 2.0000 2.0022 2.0291 2.8690 ipndm_v3_legacy
52 2.0000 2.0208 2.0238 2.1729 ipndm_v4
51 1.5000 1.6738 1.9296 2.3685 ipndm_v4_legacy
50 2.0000 1.9871 1.9944 1.9945 lms2
49 2.0000 2.0868 2.1877 2.8690 lms3
48 2.0000 2.0208 2.0238 2.1729 lms4
47 2.0000 1.9989 2.0009 3.9412 pndm
46 2.0000 1.9895 1.9969 1.9977 v_ab2
45 2.0000 1.9988 2.0052 2.7831 v_ab3
44 2.0000 2.0000 2.0056 2.0784 v_ab4
43 2.0000 1.9871 1.9944 1.9945 deis_rhoab1
42 2.0000 2.0868 2.1877 2.8690 deis_rhoab2
41 2.0000 2.0208 2.0238 2.1729 deis_rhoab3
40 2.0000 1.9871 1.9966 1.9984 deis_tab1
39 2.0000 2.0026 2.0403 2.8690 deis_tab2
38 2.0000 2.0047 2.0100 2.1729 deis_tab3
37 2.0000 1.9965 2.0012 2.0063 er_sde_2
36 0.9000 1.3311 1.3498 1.4218 er_sde_2_legacy
35 2.0000 2.0398 2.0560 2.9182 er_sde_3
34 1.0000 1.1365 1.1419 1.1942 er_sde_3_legacy
33 2.0000 1.9930 1.9986 1.9993 dpm_solver_2m
32 2.0000 1.9942 2.0169 3.1249 dpm_solver_3m
31 1.8000 1.9673 2.0040 2.0089 dpm_solver_3m_legacy
30 2.0000 1.9025 1.9662 1.9729 dpm_solver_v3_2
29 2.0000 2.8934 3.0261 3.2181 dpm_solver_v3_3
28 2.0000 1.9881 2.0069 2.0098 dpmpp_2m
27 2.0000 1.9695 1.9703 3.2034 dpmpp_3m
26 1.8000 1.9631 1.9841 2.1055 dpmpp_3m_legacy
25 2.0000 1.9734 2.0057 2.0103 exp_ab2_data
24 2.0000 1.9925 1.9979 1.9992 exp_ab2_noise
23 2.0000 1.9690 1.9693 3.2034 exp_ab3_data
22 2.0000 1.9951 2.0178 3.1249 exp_ab3_noise
21 2.0000 2.0086 2.0095 2.1115 exp_ab4_data
20 2.0000 1.9783 2.0110 2.0132 exp_ab4_noise
19 2.0000 2.0086 2.0093 2.0156 exp_ab5_data
18 2.0000 2.0125 2.0139 2.0156 exp_ab5_noise
17 2.0000 1.9734 2.0057 2.0103 res_2m
16 2.0000 1.9690 1.9693 3.2034 res_3m
15 2.0000 3.0290 3.4737 3.9681 sa_solver
14 2.0000 1.9881 2.0069 2.0098 dpmpp_2m_sde
13 2.0000 1.9690 1.9693 3.2034 dpmpp_3m_sde
12 1.8000 1.9621 1.9833 2.1055 dpmpp_3m_sde_legacy
11 2.0000 1.9879 2.0013 2.0021 unipc1_bh1
10 2.0000 1.9828 1.9984 1.9992 unipc1_bh2
9 2.0000 1.9845 1.9993 2.0001 unipc1_vary
8 2.0000 2.9544 2.9937 2.9959 unipc2_bh1
7 2.0000 2.9381 2.9875 2.9901 unipc2_bh2
6 2.0000 2.9434 2.9899 2.9923 unipc2_vary
5 2.0000 1.9508 2.0062 2.0073 unipc3_bh1
4 2.0000 1.9514 2.0101 2.0103 unipc3_bh2
3 2.0000 1.9512 2.0085 2.0092 unipc3_vary
2 2.0000 2.0052 2.0076 2.0251 unipc4_bh1
1 2.0000 2.0095 2.0104 2.0263 unipc4_bh2
0 2.0000 2.0086 2.0093 2.0259 unipc4_vary
EOD
set title "Order on the probability flow, own start\n( | claimed, bar: observed over settings )" noenhanced font ',13' offset 0,-0.3
set xrange [0:4.4]
set yrange [-1:60]
set border 1 lc rgb '#888888'
set xtics 1 nomirror
set mxtics 2
set ytics nomirror scale 0 font ',9'
set grid xtics lc rgb '#dddddd' lw 1
set xlabel 'order'
set key off
set rmargin 3
set bars 0
set terminal pngcairo noenhanced size 900,1070 font 'DejaVu Sans,10'
set output 'ode-warmup.png'
plot $d using 3:1:3:5:ytic(6) with xerrorbars pt 0 lw 5 lc rgb '#9ecae1', \
     $d using 4:1 with points pt 7 ps 0.7 lc rgb '#0072B2', \
     $d using 2:1 with points pt '|' lc rgb '#D55E00' font ',11'
set terminal svg noenhanced size 900,1070 font 'DejaVu Sans,10'
set output 'ode-warmup.svg'
plot $d using 3:1:3:5:ytic(6) with xerrorbars pt 0 lw 5 lc rgb '#9ecae1', \
     $d using 4:1 with points pt 7 ps 0.7 lc rgb '#0072B2', \
     $d using 2:1 with points pt '|' lc rgb '#D55E00' font ',11'
